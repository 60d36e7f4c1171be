# Dateline. `make run` shows it, `make test` proves it; `make help` lists the rest.
#
# Nothing here asks for a compiler or for pkg-config before it is used, so that `make run` can
# install both on a machine that has nothing but git and make.

VERSION := 0.1.0
PREFIX  ?= /usr/local
SHARE   := $(PREFIX)/share/dateline
DOCS    ?= $(SHARE)/docs
SITE    ?= var/demo
PORT    ?= 8080

# ---- Sources, room by room, one a line, sorted. `make lint` compares these lists with the folders. -

LIB := \
    lib/accessibility.c \
    lib/alt_text.c \
    lib/arena.c \
    lib/buf.c \
    lib/cbor.c \
    lib/changed.c \
    lib/changed_plain.c \
    lib/changed_words.c \
    lib/clean_url.c \
    lib/clock.c \
    lib/colour.c \
    lib/compress.c \
    lib/contain_calls.c \
    lib/contain_files.c \
    lib/csv.c \
    lib/data_url.c \
    lib/dateline.c \
    lib/dateline_parse.c \
    lib/dateline_zone.c \
    lib/diff.c \
    lib/format.c \
    lib/host.c \
    lib/house_style.c \
    lib/hunk.c \
    lib/image.c \
    lib/json.c \
    lib/language.c \
    lib/language_icu.c \
    lib/language_tag.c \
    lib/linked_data.c \
    lib/links.c \
    lib/log.c \
    lib/markdown.c \
    lib/markdown_autolink.c \
    lib/markdown_direction.c \
    lib/markdown_heading.c \
    lib/markdown_inline.c \
    lib/markdown_note.c \
    lib/markdown_prose.c \
    lib/markdown_public.c \
    lib/markdown_swap.c \
    lib/markdown_text.c \
    lib/markdown_tree.c \
    lib/markdown_video.c \
    lib/merge.c \
    lib/merge_align.c \
    lib/merge_split.c \
    lib/name.c \
    lib/name_list.c \
    lib/otp.c \
    lib/paragraph.c \
    lib/paragraph_source.c \
    lib/passkey.c \
    lib/passkey_library.c \
    lib/password.c \
    lib/photo.c \
    lib/photo_file.c \
    lib/photo_iim.c \
    lib/photo_xmp.c \
    lib/problem.c \
    lib/proxy.c \
    lib/qr.c \
    lib/query.c \
    lib/slug.c \
    lib/snippet.c \
    lib/stem.c \
    lib/summary.c \
    lib/text.c \
    lib/text_count.c \
    lib/text_html.c \
    lib/token.c \
    lib/tokenizer.c \
    lib/typography.c \
    lib/typography_mark.c \
    lib/typography_walk.c \
    lib/user_agent.c \
    lib/version.c \
    lib/web_address.c \
    lib/word_set.c

DB := \
    db/ai_record.c \
    db/archive.c \
    db/assignment.c \
    db/assignment_edit.c \
    db/audit.c \
    db/checklist.c \
    db/desk_record.c \
    db/feed.c \
    db/form_record.c \
    db/front.c \
    db/front_end.c \
    db/front_save.c \
    db/genre.c \
    db/group.c \
    db/group_merge.c \
    db/group_near.c \
    db/hash_slot.c \
    db/housekeeping.c \
    db/last_done.c \
    db/logo.c \
    db/media.c \
    db/media_about.c \
    db/media_delete.c \
    db/media_focus.c \
    db/media_held.c \
    db/media_library.c \
    db/media_older.c \
    db/media_replace.c \
    db/media_rights.c \
    db/media_room.c \
    db/media_shown.c \
    db/media_used.c \
    db/media_verify.c \
    db/note.c \
    db/operation.c \
    db/passkey.c \
    db/passkey_sign_in.c \
    db/permission.c \
    db/picture.c \
    db/picture_child.c \
    db/picture_leftover.c \
    db/picture_starter.c \
    db/preview_link.c \
    db/price_check.c \
    db/profile.c \
    db/ready.c \
    db/ready_begin.c \
    db/redirect_rule.c \
    db/related.c \
    db/report.c \
    db/review.c \
    db/role.c \
    db/search.c \
    db/section.c \
    db/session.c \
    db/setting.c \
    db/sign_in.c \
    db/sign_in_step.c \
    db/sign_in_throttle.c \
    db/site_import.c \
    db/site_import_desk.c \
    db/site_import_media.c \
    db/site_import_story.c \
    db/site_key.c \
    db/sitemap.c \
    db/store.c \
    db/story.c \
    db/story_approved.c \
    db/story_back.c \
    db/story_bulk.c \
    db/story_card.c \
    db/story_checklist.c \
    db/story_desk.c \
    db/story_desk_keys.c \
    db/story_desk_words.c \
    db/story_draft.c \
    db/story_edit.c \
    db/story_find.c \
    db/story_hash.c \
    db/story_import.c \
    db/story_list.c \
    db/story_merge.c \
    db/story_outcome.c \
    db/story_path.c \
    db/story_public.c \
    db/story_publish.c \
    db/story_read.c \
    db/story_record.c \
    db/story_render.c \
    db/story_reword.c \
    db/story_row.c \
    db/story_save.c \
    db/story_texts.c \
    db/story_waiting.c \
    db/story_writer.c \
    db/style_rule.c \
    db/suggest.c \
    db/suggestion.c \
    db/suggestion_words.c \
    db/totp.c \
    db/trust.c \
    db/upload.c \
    db/user.c \
    db/user_access.c \
    db/user_password.c \
    db/verify.c \
    db/working_copy.c

SQLITE := \
    db/sqlite/ask.c \
    db/sqlite/conn.c \
    db/sqlite/connect.c \
    db/sqlite/copy.c \
    db/sqlite/engine.c \
    db/sqlite/identity.c \
    db/sqlite/kept.c \
    db/sqlite/lineage.c \
    db/sqlite/lock.c \
    db/sqlite/migrate.c \
    db/sqlite/place.c \
    db/sqlite/search/search.c \
    db/sqlite/search/search_cursor.c \
    db/sqlite/search/search_engine.c \
    db/sqlite/search/search_expression.c \
    db/sqlite/search/search_forms.c \
    db/sqlite/search/search_guard.c \
    db/sqlite/search/search_index.c \
    db/sqlite/search/search_maintenance.c \
    db/sqlite/search/search_related.c \
    db/sqlite/search/search_state.c \
    db/sqlite/search/search_stories.c \
    db/sqlite/search/search_suggest.c \
    db/sqlite/search/search_verify.c \
    db/sqlite/shown.c \
    db/sqlite/sql_functions.c \
    db/sqlite/statements.c \
    db/sqlite/txn.c \
    db/sqlite/verify.c

IMPORT := \
    import/body.c \
    import/body_count.c \
    import/body_pictures.c \
    import/clipboard.c \
    import/clipboard_flat.c \
    import/clipboard_line.c \
    import/clipboard_node.c \
    import/clipboard_note.c \
    import/clipboard_style.c \
    import/clipboard_table.c \
    import/export_item.c \
    import/export_media.c \
    import/feed_atom.c \
    import/feed_date.c \
    import/feed_entry.c \
    import/feed_import.c \
    import/feed_json.c \
    import/feed_story.c \
    import/feed_xml.c \
    import/fetch.c \
    import/fetch_curl.c \
    import/fetch_run.c \
    import/folder.c \
    import/front_gate.c \
    import/front_matter.c \
    import/front_own.c \
    import/front_split.c \
    import/front_value.c \
    import/ghost.c \
    import/ghost_card.c \
    import/ghost_lexical.c \
    import/ghost_markdown.c \
    import/ghost_mobiledoc.c \
    import/ghost_routes.c \
    import/ghost_story.c \
    import/ghost_text.c \
    import/ghost_value.c \
    import/ghost_writer.c \
    import/html_block.c \
    import/html_inline.c \
    import/html_lines.c \
    import/html_list.c \
    import/html_mark.c \
    import/html_nesting.c \
    import/html_run.c \
    import/html_table.c \
    import/html_to_markdown.c \
    import/html_tree.c \
    import/import.c \
    import/import_ahead.c \
    import/import_check.c \
    import/import_find.c \
    import/import_json.c \
    import/import_mend.c \
    import/import_open.c \
    import/json_stream.c \
    import/liquid.c \
    import/markdown_html.c \
    import/markdown_scan.c \
    import/marks.c \
    import/marks_write.c \
    import/mdx.c \
    import/names.c \
    import/note.c \
    import/own.c \
    import/own_front.c \
    import/picture_name.c \
    import/quiet_thread.c \
    import/shortcode.c \
    import/site_json.c \
    import/site_json_desk.c \
    import/site_json_media.c \
    import/site_json_names.c \
    import/site_json_story.c \
    import/site_json_value.c \
    import/story_file.c \
    import/story_picture.c \
    import/toml.c \
    import/unpack.c \
    import/webpage_body.c \
    import/webpage_data.c \
    import/webpage_import.c \
    import/webpage_item.c \
    import/webpage_said.c \
    import/webpage_story.c \
    import/webpage_text.c \
    import/wordpress.c \
    import/wxr.c \
    import/wxr_ahead.c \
    import/wxr_export.c \
    import/wxr_story.c \
    import/wxr_text.c \
    import/yaml.c \
    import/yaml_mend.c

HTTP := \
    cgi/http/access.c \
    cgi/http/cgi.c \
    cgi/http/coding.c \
    cgi/http/collect.c \
    cgi/http/confine.c \
    cgi/http/exchange.c \
    cgi/http/fcgi.c \
    cgi/http/fcgi_answer.c \
    cgi/http/fcgi_scan.c \
    cgi/http/finish.c \
    cgi/http/fleet.c \
    cgi/http/form.c \
    cgi/http/form_token.c \
    cgi/http/listen.c \
    cgi/http/meter.c \
    cgi/http/multipart.c \
    cgi/http/range.c \
    cgi/http/req.c \
    cgi/http/res.c \
    cgi/http/router.c \
    cgi/http/send.c \
    cgi/http/server.c \
    cgi/http/session.c \
    cgi/http/standin.c \
    cgi/http/tpl_dict.c \
    cgi/http/translate.c \
    cgi/http/worker.c \
    cgi/http/worker_connection.c \
    cgi/http/worker_request.c \
    cgi/http/worker_watch.c

CGI := \
    cgi/address.c \
    cgi/address_number.c \
    cgi/answer.c \
    cgi/app.c \
    cgi/app_store.c \
    cgi/assets.c \
    cgi/focus.c \
    cgi/genre.c \
    cgi/health.c \
    cgi/import_fetch.c \
    cgi/import_job.c \
    cgi/import_work.c \
    cgi/index_page.c \
    cgi/markdown_link.c \
    cgi/media_files.c \
    cgi/missed.c \
    cgi/modified.c \
    cgi/note_place.c \
    cgi/older_words.c \
    cgi/page.c \
    cgi/ready_map.c \
    cgi/ready_pages.c \
    cgi/routes.c \
    cgi/site_nav.c \
    cgi/static.c \
    cgi/story_part.c \
    cgi/theme.c \
    cgi/twins.c \
    cgi/typeset.c

READER := \
    cgi/reader/archive.c \
    cgi/reader/author.c \
    cgi/reader/author_profile.c \
    cgi/reader/body_words.c \
    cgi/reader/card.c \
    cgi/reader/changes.c \
    cgi/reader/corrections.c \
    cgi/reader/difference.c \
    cgi/reader/feed.c \
    cgi/reader/feed_format.c \
    cgi/reader/feed_story.c \
    cgi/reader/front.c \
    cgi/reader/group_page.c \
    cgi/reader/guest.c \
    cgi/reader/list.c \
    cgi/reader/month.c \
    cgi/reader/noted.c \
    cgi/reader/page.c \
    cgi/reader/related.c \
    cgi/reader/report.c \
    cgi/reader/rights.c \
    cgi/reader/robots.c \
    cgi/reader/search.c \
    cgi/reader/section.c \
    cgi/reader/sitemap.c \
    cgi/reader/story.c \
    cgi/reader/story_content.c \
    cgi/reader/story_markdown.c \
    cgi/reader/structured.c \
    cgi/reader/structured_picture.c \
    cgi/reader/tag.c \
    cgi/reader/year.c

ADMIN := \
    cgi/admin/account.c \
    cgi/admin/ai.c \
    cgi/admin/assignment.c \
    cgi/admin/assignments.c \
    cgi/admin/audit.c \
    cgi/admin/audit_words.c \
    cgi/admin/bulk.c \
    cgi/admin/calendar.c \
    cgi/admin/compare.c \
    cgi/admin/datetime_field.c \
    cgi/admin/desk.c \
    cgi/admin/desk_filter.c \
    cgi/admin/desk_tasks.c \
    cgi/admin/find.c \
    cgi/admin/front.c \
    cgi/admin/front_form.c \
    cgi/admin/history.c \
    cgi/admin/house_style.c \
    cgi/admin/import.c \
    cgi/admin/import_fetch_show.c \
    cgi/admin/import_show.c \
    cgi/admin/layout.c \
    cgi/admin/library.c \
    cgi/admin/link.c \
    cgi/admin/login.c \
    cgi/admin/login_code.c \
    cgi/admin/login_passkey.c \
    cgi/admin/logo.c \
    cgi/admin/logout.c \
    cgi/admin/media.c \
    cgi/admin/name.c \
    cgi/admin/name_merge.c \
    cgi/admin/name_profile.c \
    cgi/admin/names.c \
    cgi/admin/passkey_ask.c \
    cgi/admin/passkeys.c \
    cgi/admin/paste.c \
    cgi/admin/people.c \
    cgi/admin/person.c \
    cgi/admin/picture.c \
    cgi/admin/picture_file.c \
    cgi/admin/picture_focus.c \
    cgi/admin/picture_older.c \
    cgi/admin/picture_part.c \
    cgi/admin/picture_replace.c \
    cgi/admin/picture_words.c \
    cgi/admin/prices.c \
    cgi/admin/redirects.c \
    cgi/admin/report.c \
    cgi/admin/report_answer.c \
    cgi/admin/second_step.c \
    cgi/admin/sections.c \
    cgi/admin/settings.c \
    cgi/admin/status.c \
    cgi/admin/story.c \
    cgi/admin/story_back.c \
    cgi/admin/story_copy.c \
    cgi/admin/story_form.c \
    cgi/admin/story_groups.c \
    cgi/admin/story_hint.c \
    cgi/admin/story_lead.c \
    cgi/admin/story_links.c \
    cgi/admin/story_meeting.c \
    cgi/admin/story_names.c \
    cgi/admin/story_note.c \
    cgi/admin/story_noted.c \
    cgi/admin/story_notes.c \
    cgi/admin/story_outcome.c \
    cgi/admin/story_panel.c \
    cgi/admin/story_preview.c \
    cgi/admin/story_review.c \
    cgi/admin/story_review_press.c \
    cgi/admin/story_reword.c \
    cgi/admin/story_show.c \
    cgi/admin/story_style.c \
    cgi/admin/story_suggest.c \
    cgi/admin/story_texts.c \
    cgi/admin/story_times.c \
    cgi/admin/story_withdraw.c \
    cgi/admin/story_wording.c \
    cgi/admin/suggest.c \
    cgi/admin/suggestions.c \
    cgi/admin/trust.c

CLI := \
    cli/ai.c \
    cli/assignment.c \
    cli/audit.c \
    cli/backup.c \
    cli/backup_read.c \
    cli/backup_write.c \
    cli/cli.c \
    cli/demo.c \
    cli/export.c \
    cli/export_blocks.c \
    cli/export_file.c \
    cli/export_folder.c \
    cli/export_front.c \
    cli/export_json.c \
    cli/export_json_desk.c \
    cli/export_json_story.c \
    cli/export_links.c \
    cli/export_markdown.c \
    cli/export_static.c \
    cli/export_texts.c \
    cli/export_value.c \
    cli/export_wxr.c \
    cli/export_wxr_meta.c \
    cli/export_wxr_text.c \
    cli/fetch.c \
    cli/folder.c \
    cli/front.c \
    cli/housekeep.c \
    cli/import.c \
    cli/import_check.c \
    cli/import_export.c \
    cli/import_fetch.c \
    cli/import_report.c \
    cli/import_site.c \
    cli/init.c \
    cli/media.c \
    cli/media_add.c \
    cli/media_older.c \
    cli/media_replace.c \
    cli/name.c \
    cli/nginx.c \
    cli/output.c \
    cli/price.c \
    cli/redirect.c \
    cli/reindex.c \
    cli/report.c \
    cli/restore.c \
    cli/serve.c \
    cli/settings.c \
    cli/settings_logo.c \
    cli/story.c \
    cli/story_back.c \
    cli/story_post.c \
    cli/story_publish.c \
    cli/story_reword.c \
    cli/story_said.c \
    cli/story_work.c \
    cli/style.c \
    cli/trust.c \
    cli/up.c \
    cli/up_serve.c \
    cli/user.c \
    cli/user_passkey.c \
    cli/verify.c

CGI_CXX := cgi/http/tpl.cc
MAIN := cli/main.c
IMAGE := cli/dateline-image.c cli/image_colour.c cli/image_exif.c
MIGRATIONS := $(sort $(wildcard db/sqlite/migrations/*.sql))

# ---- Flags. The reasons are rule 20 of the house: a fault in C must not become a way in. --------

B := build
ifneq ($(SANITIZE),)
B := build/san
endif

PACKAGES := sqlite3 icu-i18n icu-uc libsodium nettle jansson gumbo libcmark-gfm md4c libxml-2.0 yaml-0.1 libctemplate libseccomp libarchive zlib libbrotlienc liboath libqrencode libfido2
# Asked once, at first use: $(eval) replaces the question by its answer.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PACKAGES)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PACKAGES)) -lcmark-gfm-extensions -lfcgi -lstemmer -lzxcvbn -lm)$(PKG_LIBS)
VIPS_CFLAGS = $(eval VIPS_CFLAGS := $$(shell pkg-config --cflags vips libexif lcms2 libheif libpng | sed 's/-I/-isystem /g'))$(VIPS_CFLAGS)
VIPS_LIBS   = $(eval VIPS_LIBS := $$(shell pkg-config --libs vips libexif lcms2 libheif libpng libxml-2.0 libseccomp) -lm)$(VIPS_LIBS)

CPPFLAGS += -D_GNU_SOURCE -I.
WARNINGS := -Wall -Wextra -Werror -Wshadow -Wformat=2 -Wvla
WARNINGS_C := -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
HARDEN := -fstack-protector-strong -fPIE -fno-strict-aliasing
ifeq ($(shell uname -m),x86_64)
HARDEN += -fstack-clash-protection -fcf-protection
else ifeq ($(shell uname -m),aarch64)
HARDEN += -fstack-clash-protection -mbranch-protection=standard
endif
ifeq ($(SANITIZE),)
OPTIMIZE := -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
else
OPTIMIZE := -O1 -g1 -fno-omit-frame-pointer -fno-sanitize-recover=all -fsanitize=$(SANITIZE)
endif
ALL_CFLAGS = -std=c11 $(OPTIMIZE) $(HARDEN) $(WARNINGS) $(WARNINGS_C) $(PKG_CFLAGS) $(CFLAGS)
ALL_CXXFLAGS = -std=c++17 $(OPTIMIZE) $(HARDEN) $(WARNINGS) $(PKG_CFLAGS) $(CXXFLAGS)
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed \
              $(if $(SANITIZE),-fsanitize=$(SANITIZE)) $(LDFLAGS)

# One short line per step; V=1 prints the commands.
ifeq ($(V),1)
SAY = @:
Q :=
else
SAY = @printf '  %-5s %s\n'
Q := @
endif

# ---- The text as it will look: CodeMirror, bundled where npm has fetched it, and else left out. --------

BUNDLE := build/static/js/codemirror/codemirror.js
STYLED := $(if $(wildcard node_modules/esbuild node_modules/@codemirror/view),$(BUNDLE))

$(BUNDLE): $(wildcard codemirror/*) package-lock.json
	$(SAY) PACK $@
	@mkdir -p $(@D)
	$(Q)node codemirror/build.mjs $(@D)

# ---- Programs ----------------------------------------------------------------------------------

all: $(B)/dateline $(B)/dateline-image $(STYLED)

LIB_O := $(LIB:%.c=$(B)/%.o)
DB_O  := $(DB:%.c=$(B)/%.o) $(SQLITE:%.c=$(B)/%.o) $(B)/gen/migrations.o
IMPORT_O := $(IMPORT:%.c=$(B)/%.o)
CGI_O := $(HTTP:%.c=$(B)/%.o) $(CGI:%.c=$(B)/%.o) $(READER:%.c=$(B)/%.o) $(ADMIN:%.c=$(B)/%.o) \
         $(CGI_CXX:%.cc=$(B)/%.o)
CLI_O := $(CLI:%.c=$(B)/%.o)
# Each calls only what stands behind it.
LAYERS := $(B)/cli.a $(B)/cgi.a $(B)/import.a $(B)/db.a $(B)/lib.a

$(B)/lib.a: $(LIB_O)
$(B)/db.a: $(DB_O)
$(B)/import.a: $(IMPORT_O)
$(B)/cgi.a: $(CGI_O)
$(B)/cli.a: $(CLI_O)
$(LAYERS):
	$(SAY) AR $@
	$(Q)rm -f $@ && $(AR) rcs $@ $(filter %.o,$^)

$(B)/dateline: $(MAIN:%.c=$(B)/%.o) $(LAYERS)
	$(SAY) LINK $@
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(LAYERS) $(PKG_LIBS)

$(IMAGE:%.c=$(B)/%.o): PKG_CFLAGS = $(VIPS_CFLAGS)
ifeq ($(SANITIZE),)
$(B)/dateline-image: $(IMAGE:%.c=$(B)/%.o) $(B)/lib.a
	$(SAY) LINK $@
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(B)/lib.a $(VIPS_LIBS)
else
# It lives under a limit of address space, which AddressSanitizer's shadow cannot: the plain one.
PLAIN ?= build
$(B)/dateline-image: $(PLAIN)/dateline-image
	@mkdir -p $(@D)
	$(Q)cp $< $@
$(PLAIN)/dateline-image: FORCE
	@$(MAKE) --no-print-directory SANITIZE= B=$(PLAIN) $@
endif

# What was compiled with other flags is compiled again; a changed list of files is no such reason.
FLAGS = $(CC) $(CXX) $(CPPFLAGS) $(ALL_CFLAGS) $(ALL_CXXFLAGS)
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(FLAGS)' | cmp -s - $@ || printf '%s\n' '$(FLAGS)' >$@
FORCE:

# The few that know where they were built, and as what. A package has left that place: SOURCE_TREE= is empty.
SOURCE_TREE ?= $(CURDIR)
$(B)/cgi/app.o $(B)/tests/%.o: private CPPFLAGS += $(if $(SOURCE_TREE),-DDATELINE_SOURCE='"$(SOURCE_TREE)"')
$(B)/lib/version.o: private CPPFLAGS += -DDATELINE_VERSION='"$(VERSION)"'

$(B)/%.o: %.c $(B)/flags
	$(SAY) CC $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/%.o: %.cc $(B)/flags
	$(SAY) C++ $<
	@mkdir -p $(@D)
	$(Q)$(CXX) $(CPPFLAGS) $(ALL_CXXFLAGS) -MMD -MP -c -o $@ $<

$(B)/gen/migrations.c: db/sqlite/embed.sh $(MIGRATIONS)
	$(SAY) EMBED $@
	@mkdir -p $(@D)
	$(Q)sh db/sqlite/embed.sh $@ $(MIGRATIONS)
$(B)/gen/migrations.o: $(B)/gen/migrations.c
	$(SAY) CC $<
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# ---- Tests. Every tests/unit/test_*.c and tests/store/test_*.c is one cmocka program, linked with
# all layers; every tests/fuzz/fuzz_*.c is one LLVMFuzzerTestOneInput. They are found, not listed,
# so that none can be forgotten. ------------------------------------------------------------------

# They are built at every change and run once: not optimized but for those that work themselves, and linked by
# the quicker linker where binutils has it. LDFLAGS, which come later, may name another.
TEST_LD = $(eval TEST_LD := $$(if $$(shell command -v ld.gold),-fuse-ld=gold))$(TEST_LD)
ifneq ($(SANITIZE),)
$(B)/tests/%.o: private OPTIMIZE += -O0
endif
CMOCKA_LIBS = $(eval CMOCKA_LIBS := $$(shell pkg-config --libs cmocka))$(CMOCKA_LIBS)
TESTS := $(patsubst %.c,$(B)/%,$(wildcard tests/unit/test_*.c tests/store/test_*.c))
FAULTS := $(patsubst %.c,$(B)/%,$(wildcard tests/faults/*.c))
BENCHES := $(patsubst %.c,$(B)/%,$(wildcard tests/bench/*.c))
FUZZ := $(wildcard tests/fuzz/fuzz_*.c)
REPLAY := $(if $(wildcard tests/fuzz/replay.c),$(FUZZ:tests/fuzz/fuzz_%.c=$(B)/tests/fuzz/replay_%))

bench-programs: $(BENCHES)
# It runs where dateline-image does, so it is the plain one, too.
STAND_IN := tests/unit/stand_in
test-programs: $(B)/dateline-image $(B)/$(STAND_IN) $(TESTS) $(FAULTS) $(REPLAY)

ifeq ($(SANITIZE),)
$(B)/$(STAND_IN): $(B)/$(STAND_IN).o $(B)/lib.a
	$(SAY) LINK $@
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(B)/lib.a -lseccomp
else
$(B)/$(STAND_IN): always
	@mkdir -p $(@D)
	@$(MAKE) --no-print-directory SANITIZE= B=$(PLAIN) $(PLAIN)/$(STAND_IN)
	$(Q)cmp -s $(PLAIN)/$(STAND_IN) $@ || cp $(PLAIN)/$(STAND_IN) $@
endif

$(TESTS) $(FAULTS) $(BENCHES): $(B)/%: $(B)/%.o $(LAYERS)
	$(SAY) LINK $@
	$(Q)$(CXX) $(TEST_LD) $(ALL_LDFLAGS) -o $@ $< $(LAYERS) $(CMOCKA_LIBS) $(PKG_LIBS) $(LDLIBS)
# Those that make pictures to try.
PAINTERS := $(B)/tests/unit/test_picture_colours $(B)/tests/unit/test_picture_said
$(PAINTERS:%=%.o): private CFLAGS += $(VIPS_CFLAGS)
ifneq ($(SANITIZE),)
$(PAINTERS:%=%.o) $(B)/tests/store/test_canary.o: private OPTIMIZE += -O1
endif
$(PAINTERS): private LDLIBS += $(VIPS_LIBS)

# The one that is dateline-image's.
COLOUR_FUZZ := $(B)/tests/fuzz/replay_image_colour $(B)/tests/fuzz/fuzz_image_colour
$(B)/tests/fuzz/fuzz_image_colour.o: private CFLAGS += $(VIPS_CFLAGS)
$(COLOUR_FUZZ): private LDLIBS += $(VIPS_LIBS)
$(COLOUR_FUZZ): $(B)/cli/image_colour.o $(B)/cli/image_exif.o

$(B)/tests/fuzz/replay_%: $(B)/tests/fuzz/fuzz_%.o $(B)/tests/fuzz/replay.o $(LAYERS)
	$(SAY) LINK $@
	$(Q)$(CXX) $(TEST_LD) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(LAYERS) $(PKG_LIBS) $(LDLIBS)

$(B)/tests/fuzz/fuzz_%: $(B)/tests/fuzz/fuzz_%.o $(LAYERS)
	$(SAY) LINK $@
	$(Q)$(CXX) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $(filter %.o,$^) $(LAYERS) $(PKG_LIBS) $(LDLIBS)
fuzz-programs: $(FUZZ:%.c=$(B)/%)

MAKE_ALL = $(MAKE) --no-print-directory -j$$(nproc)

test:
	@deploy/debian-deps.sh build serve test
	@$(MAKE) --no-print-directory node_modules/.package-lock.json
	@tests/run

lint:
	@tests/lint/run

# BENCH_SECONDS for each line of the table.
bench:
	@deploy/debian-deps.sh build serve test bench
	@$(MAKE) --no-print-directory node_modules/.package-lock.json
	@$(MAKE_ALL) all bench-programs
	@node tests/bench/bench.mjs

# A newspaper of N stories in build/bench, the same each time.
N ?= 100000
bench-site:
	@$(MAKE_ALL) bench-programs
	@mkdir -p build/bench
	@build/tests/bench/bench_site build/bench/site-$(N) $(N) 0

# FUZZ_SECONDS for each target, on inputs that grow in build/fuzz/corpus. (A statement of SQL is a
# string of several lines in an array, which clang takes for a forgotten comma.)
fuzz:
	@deploy/debian-deps.sh build fuzz
	@$(MAKE_ALL) B=build/fuzz CC=clang CXX=clang++ CFLAGS="-Wno-string-concatenation -Wno-missing-field-initializers -Wno-format-nonliteral" \
	  SANITIZE=fuzzer-no-link,address,undefined fuzz-programs
	@tests/fuzz/run $(FUZZ:tests/fuzz/fuzz_%.c=%)

node_modules/.package-lock.json: package.json package-lock.json
	$(SAY) NPM 'what package-lock.json names'
	@npm ci --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

# ---- Everyday ----------------------------------------------------------------------------------

# Installs what is missing, builds, makes the demo site once, and serves it until Ctrl-C.
run:
	@deploy/debian-deps.sh build serve
	@$(MAKE_ALL) all
	@build/dateline init "$(SITE)" --if-missing --demo --base-url "http://127.0.0.1:$(PORT)"
	@exec build/dateline up "$(SITE)" --port "$(PORT)"

# What building, serving, testing, measuring and fuzzing need of Debian's packages.
deps:
	@deploy/debian-deps.sh build serve test bench fuzz deb deb-test

format:
	@clang-format -i $(SOURCES)

SOURCES = $(wildcard lib/*.[ch] db/*.[ch] db/sqlite/*.[ch] db/sqlite/*/*.[ch] import/*.[ch] \
            cgi/*.[ch] cgi/*/*.[ch] cgi/*/*.cc cli/*.[ch] cli/*/*.[ch] tests/*/*.[ch])
print-%:
	@printf '%s\n' '$($*)'

# What programs say of themselves with --help.
build/dateline.1: build/dateline deploy/man.sh
	$(SAY) MAN $@
	$(Q)deploy/man.sh build/dateline >$@.tmp && mv $@.tmp $@

# The units and the web servers' files name the place where the programs are.
install: all build/dateline.1
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(DOCS)" "$(DESTDIR)$(SHARE)/deploy"
	install -m 755 build/dateline build/dateline-image "$(DESTDIR)$(PREFIX)/bin"
	cp -R templates static "$(DESTDIR)$(SHARE)"
	if [ -e $(BUNDLE) ]; then cp -R build/static "$(DESTDIR)$(SHARE)"; fi
	install -d "$(DESTDIR)$(SHARE)/demo"
	cp -R cli/demo/site.yaml cli/demo/stories cli/demo/pictures "$(DESTDIR)$(SHARE)/demo"
	cp -R deploy/nginx deploy/lighttpd deploy/apache deploy/caddy deploy/systemd deploy/pages \
	  "$(DESTDIR)$(SHARE)/deploy"
	find "$(DESTDIR)$(SHARE)/deploy" -type f -exec sed -i 's|/usr/local/share/dateline/docs/|$(DOCS)/|g; s|/usr/local/|$(PREFIX)/|g' {} +
	install -d "$(DESTDIR)$(PREFIX)/share/man/man1"
	install -m 644 build/dateline.1 deploy/dateline-image.1 "$(DESTDIR)$(PREFIX)/share/man/man1"
	cp docs/*.md README.md CHANGELOG.md SECURITY.md KNOWN-RISKS.md VERIFY.md LICENSE "$(DESTDIR)$(DOCS)"

# The same bytes from the same commit, whoever makes it (VERIFY.md): files in the order of their names,
# all with the commit's time, then what npm is needed for, ready. Beside it, what the programs built here are
# linked with.
dist: archive
	@$(MAKE) --no-print-directory all
	deploy/sbom.sh $(VERSION) $(dir $(BUNDLE))LICENSE.txt build/dateline build/dateline-image \
	  >build/dateline-$(VERSION).cdx.json
	cd build && sha256sum dateline-$(VERSION).tar.gz dateline-$(VERSION).cdx.json \
	  >dateline-$(VERSION).sha256

archive: node_modules/.package-lock.json
	@$(MAKE) --no-print-directory $(BUNDLE)
	git archive --format=tar --prefix=dateline-$(VERSION)/$(dir $(BUNDLE:build/%=%)) \
	  --add-file=$(BUNDLE) --add-file=$(dir $(BUNDLE))LICENSE.txt --prefix=dateline-$(VERSION)/ HEAD | gzip -9n \
	  >build/dateline-$(VERSION).tar.gz

# A Debian package of the commit in build/deb: the same bytes each time, and nothing that lintian finds.
deb:
	@deploy/debian-deps.sh build deb
	@$(MAKE) --no-print-directory archive
	@deploy/deb.sh build/dateline-$(VERSION).tar.gz build/deb

# That package made once more elsewhere, installed, brought up to date and purged in a Debian of its own.
deb-test: deb
	@deploy/debian-deps.sh deb-test
	@tests/package/run build/dateline-$(VERSION).tar.gz build/deb

clean:
	rm -rf build

help:
	@echo 'make run      show the demo site on http://127.0.0.1:8080 (PORT=, SITE=)'
	@echo 'make test     install what the tests need and run them all'
	@echo 'make          build build/dateline and build/dateline-image'
	@echo 'make lint     layers, formats, names, forbidden functions'
	@echo 'make bench    speed and memory, as ratios to nginx serving a file'
	@echo 'make bench-site  a site of N stories (100000) in build/bench'
	@echo 'make fuzz     each fuzz target for FUZZ_SECONDS (60)'
	@echo 'make install  to PREFIX (/usr/local), below DESTDIR'
	@echo 'make deb      a Debian package in build/deb; make deb-test installs it in a Debian of its own'
	@echo 'make dist     a source archive with the bundle that npm is needed for, and what it is made of'
	@echo 'make format; make deps; make clean'

.PHONY: all run test bench fuzz lint install dist archive deb deb-test clean deps format help \
        test-programs fuzz-programs bench-programs bench-site always
.SECONDARY:
.DELETE_ON_ERROR:

-include $(shell find $(B) -name '*.d' 2>/dev/null)
