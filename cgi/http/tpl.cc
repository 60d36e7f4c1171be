/* tpl.cc: the only C++ of the house, a shim over ctemplate. See tpl.h.
 *
 * ctemplate trusts its templates: one without an AUTOESCAPE marker is expanded raw, and any
 * modifier may switch escaping off. So every file is read and checked here first, and what was
 * checked, byte for byte, is what ctemplate gets to parse.
 *
 * A parsed template takes six times its text, and of the desk's many a worker needs few. So loading proves
 * that each parses and keeps its text; it is parsed for good when it is first expanded. */
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary_interface.h>
#include <ctemplate/template_emitter.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <new>
#include <set>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
/* C keeps struct tpl_set and the function tpl_set apart; C++ would rather not. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include "tpl_dict.h"
#pragma GCC diagnostic pop

#include "lib/log.h"
#include "translate.h"
}

namespace fs = std::filesystem;
using ctemplate::TemplateDictionaryInterface;
using ctemplate::TemplateString;

/* Always this one: a template cached under one mode is not found under another. It removes lines
 * that hold nothing but markers, never a byte of a value. */
static const ctemplate::Strip STRIP = ctemplate::STRIP_BLANK_LINES;
static const size_t FILE_MAX = 256 * 1024; /* bytes of one template */

namespace
{
struct template_file {
    std::string text;                    /* "": ctemplate has it */
    std::vector<std::string_view> names; /* of its markers, sorted */
};
} // namespace

struct tpl_set {
    std::set<std::string, std::less<>> words; /* of all names, each once */
    /* What is expanded moves from the files into the cache; to those who ask it makes no difference. */
    mutable ctemplate::TemplateCache cache;
    mutable std::map<std::string, template_file, std::less<>> files;
};

using template_set = struct tpl_set;

/* As everywhere in the house: without memory there is nothing to do but say so and end. */
[[noreturn]] static void out_of_memory()
{
    log_event(LOG_ERROR, "out_of_memory", "in", "templates", NULL);
    abort();
}

/* Runs f; no exception leaves. False: f threw. */
template <typename F> static bool guarded(const char *doing, F f) noexcept
{
    try {
        f();
        return true;
    } catch (const std::bad_alloc &) {
        out_of_memory();
    } catch (const std::exception &e) {
        log_event(LOG_ERROR, "template", "doing", doing, "why", e.what(), NULL);
    } catch (...) {
        log_event(LOG_ERROR, "template", "doing", doing, NULL);
    }
    return false;
}

/* ---- Checking a file ------------------------------------------------------------------------ */

/* Only these may stand unescaped: the store's own rendering and linked_data_print's. */
static bool may_stand_raw(std::string_view name)
{
    return name == "BODY_HTML" || name == "JSON_LD";
}

static bool is_safe_modifier(std::string_view m)
{
    static const std::string_view known[] = {"h", "html_escape",      "p", "pre_escape",
                                             "u", "url_query_escape", "x", "xml_escape"};
    return std::find(std::begin(known), std::end(known), m) != std::end(known);
}

static bool is_marker_name(std::string_view s)
{
    return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/* A variable "NAME:mod:mod". "" when it may stand, else why not. */
static std::string check_variable(std::string_view marker)
{
    size_t colon = marker.find(':');
    std::string_view name = marker.substr(0, colon);
    if (!is_marker_name(name))
        return "is not a name of A-Z, 0-9 and _";
    while (colon != std::string_view::npos) {
        marker = marker.substr(colon + 1);
        colon = marker.find(':');
        std::string_view m = marker.substr(0, colon);
        if (m == "none" ? !may_stand_raw(name) : !is_safe_modifier(m))
            return "may not have the modifier \"" + std::string(m) + "\"";
    }
    return "";
}

static std::string check_marker(std::string_view marker)
{
    if (marker.empty())
        return "is empty";
    switch (marker[0]) {
    case '!': /* a comment */
        return "";
    case '#':
    case '/':
    case '>':
        return is_marker_name(marker.substr(1)) ? "" : "is not a plain name";
    case '%':
        return "may stand on the first line alone";
    case '=':
        return "may not change the delimiters";
    default:
        return check_variable(marker);
    }
}

static bool starts_with(std::string_view s, std::string_view head)
{
    return s.substr(0, head.size()) == head;
}

/* "" when the template is one that we let ctemplate expand, else why not. */
static std::string check_template(std::string_view text)
{
    static const std::string_view first[] = {"{{%AUTOESCAPE context=\"HTML\"}}",
                                             "{{%AUTOESCAPE context=\"XML\"}}",
                                             "{{%AUTOESCAPE context=\"JSON\"}}"};
    auto marker = std::find_if(std::begin(first), std::end(first),
                               [&](std::string_view m) { return starts_with(text, m); });
    if (marker == std::end(first))
        return "its first line must be {{%AUTOESCAPE context=\"HTML\"}} (or XML, JSON)";
    size_t at = marker->size();
    while ((at = text.find("{{", at)) != std::string_view::npos) {
        size_t end = text.find("}}", at);
        if (end == std::string_view::npos)
            return "a {{ is never closed";
        std::string_view inside = text.substr(at + 2, end - at - 2);
        std::string why = check_marker(inside);
        if (!why.empty())
            return "{{" + std::string(inside.substr(0, 40)) + "}} " + why;
        at = end + 2;
    }
    return "";
}

/* ---- Loading -------------------------------------------------------------------------------- */

static void say(struct buf *err, const std::string &what)
{
    if (err)
        buf_add(err, what.data(), what.size());
}

/* Adds "reader/front.tpl" → its path for every template below the folder not yet known. */
static bool list_folder(const fs::path &folder, std::map<std::string, fs::path> &out, buf *err)
{
    std::error_code ec;
    if (!fs::is_directory(folder, ec))
        return true;
    fs::recursive_directory_iterator it(folder, ec), end;
    for (; !ec && it != end; it.increment(ec)) {
        bool hidden = it->path().filename().string()[0] == '.';
        if (hidden && it->is_directory(ec))
            it.disable_recursion_pending();
        if (!hidden && it->path().extension() == ".tpl" && it->is_regular_file(ec))
            out.emplace(it->path().lexically_relative(folder).generic_string(), it->path());
    }
    if (ec)
        say(err, folder.string() + ": " + ec.message());
    return !ec;
}

static bool read_file(const fs::path &path, std::string &text)
{
    std::ifstream in(path, std::ios::binary);
    text.resize(FILE_MAX + 1);
    in.read(text.data(), (std::streamsize)text.size());
    if (in.bad() || in.gcount() > (std::streamsize)FILE_MAX || (in.gcount() == 0 && !in.eof()))
        return false;
    text.resize((size_t)in.gcount());
    return true;
}

/* The template in a language. "" when its messages are sound, else why not. */
static std::string translate(const std::string &raw, const struct language *language,
                             std::string &text)
{
    struct buf out, err;
    if (raw.find('\0') != std::string::npos)
        return "it holds a NUL";
    buf_init(&out, 4 * FILE_MAX);
    buf_init(&err, FILE_MAX);
    std::string why;
    if (!tpl_translate(raw.c_str(), language, &out, &err))
        why.assign(err.len > 0 ? err.p : "it is too long in this language");
    text.assign(out.p, out.len);
    buf_free(&out);
    buf_free(&err);
    return why;
}

/* What the template's markers name: "DEK" of {{DEK:h}}, {{#DEK}} and {{>DEK}}. Hundreds of names stand
 * thousands of times. */
static std::vector<std::string_view> names_of(std::string_view text,
                                              std::set<std::string, std::less<>> &words)
{
    std::set<std::string_view> found;
    for (size_t at = 0; (at = text.find("{{", at)) != std::string_view::npos;) {
        at += 2;
        std::string_view marker = text.substr(at, text.find("}}", at) - at);
        if (!marker.empty() && (marker[0] == '#' || marker[0] == '>'))
            marker.remove_prefix(1);
        found.insert(marker.substr(0, marker.find(':')));
    }
    std::vector<std::string_view> names;
    names.reserve(found.size());
    for (std::string_view name : found)
        names.push_back(*words.emplace(name).first);
    return names;
}

static bool parse(ctemplate::TemplateCache &cache, const std::string &name, const std::string &text)
{
    return cache.StringToTemplateCache(name, text.data(), text.size(), STRIP);
}

static bool does_parse(const std::string &name, const std::string &text)
{
    ctemplate::TemplateCache scratch;
    return parse(scratch, name, text);
}

static bool load_one(template_set *set, const std::string &name, const fs::path &path,
                     const struct language *language, buf *err)
{
    std::string raw, text;
    if (!read_file(path, raw)) {
        say(err, "template " + path.string() + ": cannot be read, or is larger than 256 KiB");
        return false;
    }
    std::string why = translate(raw, language, text);
    if (why.empty())
        why = check_template(text);
    if (why.empty() && !does_parse(name, text))
        why = "it does not parse; is every {{#SECTION}} closed, every attribute quoted?";
    if (!why.empty()) {
        say(err, "template " + path.string() + ": " + why);
        return false;
    }
    std::vector<std::string_view> names = names_of(text, set->words);
    text.shrink_to_fit();
    set->files.emplace(name, template_file{std::move(text), std::move(names)});
    return true;
}

struct tpl_set *tpl_load(const char *const *folders, size_t n, const struct language *language,
                         struct buf *err)
{
    std::unique_ptr<template_set> set;
    bool good = false;
    bool quiet = guarded("load", [&] {
        set.reset(new template_set);
        std::map<std::string, fs::path> files;
        good = true;
        for (size_t i = 0; i < n && good; i++)
            good = list_folder(folders[i], files, err);
        for (auto it = files.begin(); good && it != files.end(); ++it)
            good = load_one(set.get(), it->first, it->second, language, err);
        if (good && files.empty()) {
            say(err, "there are no templates");
            good = false;
        }
    });
    if (!quiet)
        say(err, "templates could not be loaded");
    return good && quiet ? set.release() : NULL;
}

void tpl_unload(struct tpl_set *set)
{
    guarded("unload", [&] { delete set; });
}

/* ---- Expanding ------------------------------------------------------------------------------ */

/* Parses it for good unless that was done. False: there is none of that name. */
static bool have_parsed(const template_set *set, const char *name)
{
    auto it = set->files.find(std::string_view(name));
    if (it == set->files.end())
        return false;
    std::string &text = it->second.text;
    if (text.empty())
        return true;
    if (!parse(set->cache, it->first, text))
        return false;
    text = std::string();
    return true;
}

namespace
{
/* One expansion: of which set, and whether a file was not there. Few files are included many times, by the
 * same name in memory. */
struct expansion {
    const template_set *set;
    bool missed;
    const char *included[8];
    /* Its name for ctemplate, which would look for one that it does not have on the disk. */
    const char *include(const char *file)
    {
        const char *&before = included[(uintptr_t)file / 8 % std::size(included)];
        if (file == before)
            return file;
        missed |= !have_parsed(set, file);
        return missed ? "" : before = file;
    }
};

/* A tpl_dict as ctemplate asks for it. Its own dictionary would copy every text, keep every name in a map
 * and make up a name for each round. */
class dict_view : public TemplateDictionaryInterface
{
  public:
    dict_view(const struct tpl_dict *d, expansion *of) : d_(d), of_(of)
    {
    }
    void look_at(const struct tpl_dict *d)
    {
        d_ = d;
        asked_ = NULL;
    }

  protected:
    TemplateString GetValue(const TemplateString &name) const override
    {
        const struct tpl_entry *e = tpl_find(d_, TPL_VALUE, name.data(), name.size());
        return e ? TemplateString(e->text, e->length) : TemplateString("", 0);
    }
    bool IsHiddenSection(const TemplateString &name) const override
    {
        return !find(TPL_SECTION, name);
    }
    bool IsUnhiddenSection(const TemplateString &name) const override
    {
        return find(TPL_SECTION, name);
    }
    bool IsHiddenTemplate(const TemplateString &name) const override
    {
        return !find(TPL_FILE, name);
    }
    const char *GetIncludeTemplateName(const TemplateString &name, int nth) const override
    {
        const struct tpl_dict *round = find(TPL_FILE, name)->first;
        while (nth-- > 0)
            round = round->next;
        return of_->include(round->file);
    }
    Iterator *CreateTemplateIterator(const TemplateString &name) const override;
    Iterator *CreateSectionIterator(const TemplateString &name) const override;
    void DumpToString(std::string *, int) const override
    {
    }

  private:
    class rounds;
    /* ctemplate asks two or three times in a row for the same section or file, by the same name in memory. */
    const struct tpl_entry *find(enum tpl_kind kind, const TemplateString &name) const
    {
        if (asked_ == name.data() && asked_kind_ == kind)
            return answer_;
        answer_ = tpl_find(d_, kind, name.data(), name.size());
        asked_ = name.data();
        asked_kind_ = kind;
        return answer_;
    }
    const struct tpl_dict *d_;
    expansion *of_;
    mutable const char *asked_ = NULL;
    mutable enum tpl_kind asked_kind_ = TPL_VALUE;
    mutable const struct tpl_entry *answer_ = NULL;
};

/* ctemplate deletes it; its memory is the page's. */
class dict_view::rounds : public TemplateDictionaryInterface::Iterator
{
  public:
    static void *operator new(size_t n, const struct tpl_dict *page) noexcept
    {
        return tpl_dict_alloc(page, n);
    }
    static void operator delete(void *, const struct tpl_dict *) noexcept
    {
    }
    static void operator delete(void *) noexcept
    {
    }
    rounds(const struct tpl_entry *e, expansion *of)
        : next_(e ? e->first : NULL), alone_(e && e->shown), now_(next_, of)
    {
    }
    bool HasNext() const override
    {
        return next_;
    }
    const TemplateDictionaryInterface &Next() override
    {
        now_.look_at(next_);
        next_ = alone_ ? NULL : next_->next;
        return now_;
    }

  private:
    const struct tpl_dict *next_;
    const bool alone_;
    dict_view now_;
};

TemplateDictionaryInterface::Iterator *dict_view::CreateTemplateIterator(
    const TemplateString &name) const
{
    return new (d_) rounds(find(TPL_FILE, name), of_);
}

TemplateDictionaryInterface::Iterator *dict_view::CreateSectionIterator(
    const TemplateString &name) const
{
    return new (d_) rounds(find(TPL_SECTION, name), of_);
}

class buf_emitter : public ctemplate::ExpandEmitter
{
  public:
    explicit buf_emitter(struct buf *out) : out_(out)
    {
    }
    void Emit(char c) override
    {
        buf_addc(out_, c);
    }
    void Emit(const std::string &s) override
    {
        buf_add(out_, s.data(), s.size());
    }
    void Emit(const char *s) override
    {
        buf_adds(out_, s);
    }
    void Emit(const char *s, size_t n) override
    {
        buf_add(out_, s, n);
    }

  private:
    struct buf *out_;
};
} // namespace

bool tpl_names(const struct tpl_set *set, const char *file, const char *name)
{
    bool has = false;
    guarded(file, [&] {
        auto of = set->files.find(std::string_view(file));
        has = of != set->files.end() &&
              std::binary_search(of->second.names.begin(), of->second.names.end(),
                                 std::string_view(name));
    });
    return has;
}

bool tpl_render(const struct tpl_set *set, const char *name, const struct tpl_dict *d,
                struct buf *out)
{
    bool whole = false;
    bool quiet = guarded(name, [&] {
        buf_emitter emitter(out);
        expansion of = {set, false, {}};
        dict_view view(d, &of);
        whole = have_parsed(set, name) &&
                set->cache.ExpandWithData(name, STRIP, &view, NULL, &emitter) && !of.missed;
    });
    return quiet && whole && !out->failed;
}
