// import-ghost.test.mjs: exports of Ghost, against a reading of the same file without our program.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { ROOT, dateline, makeSite, startSite, tempFolder } from './lib/site.mjs';
import { readGhost, wordsOf } from './lib/ghost.mjs';

const fixture = fs.readFileSync(path.join(ROOT, 'tests/fixtures/exports/paper.ghost.json'), 'utf8');
const tables = () => JSON.parse(fixture).db[0].data;
const work = tempFolder('ghost');
const write = (name, value) => {
  const to = path.join(work, name);
  fs.writeFileSync(to, typeof value === 'string' ? value : JSON.stringify(value));
  return to;
};
const paper = write('paper.json', fixture);
const month = path.join(work, 'content/images/2020/01');
fs.mkdirSync(month, { recursive: true });
fs.copyFileSync(path.join(ROOT, 'tests/fixtures/pictures/large.jpg'), path.join(month, 'bridge.jpg'));
fs.copyFileSync(path.join(ROOT, 'tests/fixtures/pictures/turned.jpg'), path.join(month, 'boats.jpg'));
const media = ['--media', path.join(work, 'content'), '--credit', 'Staff'];

const ask = (site, sql) => JSON.parse(execFileSync('sqlite3', ['-json', path.join(site, 'dateline.db'), sql],
                                                   { encoding: 'utf8' }) || '[]');
const importing = async (site, ...args) => JSON.parse((await dateline(['import', site, 'ghost', ...args, '--json'])).stdout);

function stories(site) {
  const out = {};
  for (const s of ask(site, `SELECT s.id, s.import_key AS key, s.path, s.kind, s.published_at, s.edited_at, s.created_at,
      r.id AS revision, r.headline, r.dek, r.plain, r.lang, g.slug AS section, r.hero_id, r.hero_alt, r.hero_caption,
      (SELECT path FROM redirect d WHERE d.story_id = s.id) AS old
      FROM story s JOIN revision r ON r.story_id = s.id AND r.number = s.head_number LEFT JOIN section g ON g.id = r.section_id`)) {
    const names = (kind) => ask(site, `SELECT g.name FROM revision_${kind} l JOIN ${kind} g ON g.id = l.${kind}_id
      WHERE l.revision_id = ${s.revision} ORDER BY l.position`).map((n) => n.name);
    out[s.key.replace('ghost:', '')] = { title: s.headline, kind: s.kind, published: s.published_at, edited: s.edited_at,
      section: s.section, lang: s.lang, tags: names('tag'), authors: names('byline'),
      hero: s.hero_id ? { alt: s.hero_alt, caption: s.hero_caption } : null, dek: s.dek, old: s.old ?? s.path,
      words: wordsOf(s.plain ?? '') };
  }
  return out;
}

describe('an export of Ghost', () => {
  let site, trial;
  before(async () => {
    site = await startSite({});
    trial = await importing(site.folder, paper, ...media, '--dry-run');
    assert.deepEqual(ask(site.folder, 'SELECT id FROM story'), [], 'a dry run wrote');
  });
  after(() => site.stop());

  test('brings what another reading of it finds, and says before what it will do', async () => {
    const done = await importing(site.folder, paper, ...media);
    for (const r of [trial, done]) {
      delete r.milliseconds;
      r.notes = r.notes.filter((n) => !/pixels wide|Describe the picture/.test(n.why)); // a trial does not look into pictures
    }
    assert.deepEqual(trial, done);
    assert.deepEqual(stories(site.folder), readGhost(tables(), Date.now()));
    assert.deepEqual(done.not_stories, { 'internal tag': 1 });
    assert.equal(done.pictures_missing, 0);
    assert.deepEqual(Object.keys(done.marks).sort(),
      ['<iframe> (a link)', '<script>', 'card audio (a link, without the file)', 'card email-cta (left out)', 'card file (a link, without the file)',
        'card paywall (left out)', 'card poll', 'card video (a link, without the file)']);
    assert.deepEqual(done.drafts.map((d) => d.why).sort(), ['it was scheduled for a time that has passed since it was exported',
      'it went out by e-mail alone', 'it went out by e-mail alone', 'its status is draft', 'its visibility is members', 'its visibility is paid']);
    assert.deepEqual(ask(site.folder, 'SELECT id FROM publication WHERE updated_at > 0'), []);
    assert.equal((await importing(site.folder, paper, ...media)).unchanged, 12);
  });

  test('old addresses lead to the stories, and nothing hidden is shown', async () => {
    assert.equal((await site.get('/flood/')).headers.location, '/2020/01/flood');
    assert.equal((await site.get('/about/')).headers.location, '/about');
    for (const hidden of ['members', 'paid', 'letter', 'mail', 'draft', 'not-yet', 'missed'])
      assert.equal((await site.get(`/${hidden}/`)).status, 404, hidden);
    const text = (await site.get('/2020/01/flood')).text;
    assert.match(text, /youtube[^>]*dQw4w9WgXcQ/);
    assert.doesNotMatch(text, /members alone|by e-mail|newsletter|GHOST_URL|alert\(1\)/i);
  });
});

/* The same posts as other versions, and Ghost's own API, give them. */
const each = (f) => (d) => { d.posts.forEach((p) => f(p, d)); return d; };
const rows = (d, links, key, of, p) => d[links].filter((l) => l.post_id === p.id).sort((a, b) => a.sort_order - b.sort_order)
  .map((l) => d[of].find((r) => r.id === l[key]));
const inline = (authors) => each((p, d) => Object.assign(p, d.posts_meta.find((m) => m.post_id === p.id) ?? {}, { id: p.id },
  { tags: rows(d, 'posts_tags', 'tag_id', 'tags', p) }, authors(rows(d, 'posts_authors', 'author_id', 'users', p))));
const bare = (authors) => (d) => { inline(authors)(d); return { posts: d.posts.filter((p) => p.type === 'post'), pages: d.posts.filter((p) => p.type !== 'post') }; };
const old = each((p) => { p.page = p.type === 'page' ? 1 : 0; delete p.type; });
const times = (f) => each((p) => { for (const k of ['published_at', 'updated_at']) if (p[k]) p[k] = f(p[k]); });
const one = (w) => (d) => { for (const s of Object.values(w)) s.authors.splice(1); return d; };
const forms = {
  'tables in data': (d) => ({ meta: { version: '2.0' }, data: d }),
  'tables in the file itself': (d) => d,
  'db that is no list': (d) => ({ db: { data: d } }),
  'posts and pages, authors as objects': bare((a) => ({ authors: a })),
  'a list of posts, authors by name': (d) => inline((a) => ({ authors: a.map((x) => x.name) }))(d).posts,
  'authors as ids beside the table of users': (d) => { const { posts_authors: _, ...r } = inline((a) => ({ authors: a.map((x) => x.id) }))(d); return r; },
  'page in place of type (1.x)': (d) => ({ db: [{ data: old(d) }] }),
  'milliseconds': (d) => ({ db: [{ data: times((s) => Date.parse(s))(d) }] }),
  'times without a zone': (d) => ({ db: [{ data: times((s) => s.replace('T', ' ').replace('.000Z', ''))(d) }] }),
  'times in another zone': (d) => ({ db: [{ data: times((s) => new Date(Date.parse(s) + 36e5).toISOString().replace('.000Z', '+01:00'))(d) }] }),
  'tables in another order': (d) => { d.posts_tags.reverse(); d.posts_authors.reverse(); d.posts.reverse(); return { db: [{ data: d }] }; },
  'content/ in place of __GHOST_URL__': (d) => JSON.parse(JSON.stringify({ db: [{ data: d }] }).replaceAll('__GHOST_URL__', '')),
};
const singles = {
  'one author by author_id (1.x)': inline((a) => ({ author_id: a[0].id })),
  'one author by name': inline((a) => ({ author: a[0].name })),
  'one author as an object': inline((a) => ({ primary_author: a[0] })),
};

describe('the same posts in another form:', () => {
  const bring = async (value) => { const site = await makeSite(); await importing(site, write('form.json', value)); return stories(site); };
  const expected = readGhost(tables(), Date.now());
  for (const w of Object.values(expected)) w.hero = null; // without the uploads
  const captions = ['The bridge', 'Again'];
  for (const w of Object.values(expected)) {
    let text = ` ${w.words.join(' ')} `;
    for (const c of captions) if (w.title !== 'HTML alone') text = text.replace(` ${c} `, ' ');
    w.words = wordsOf(text);
  }
  for (const [name, form] of Object.entries(forms))
    test(name, async () => assert.deepEqual(await bring(form(tables())), expected));
  for (const [name, form] of Object.entries(singles))
    test(name, async () => {
      const d = form(tables());
      delete d.posts_authors;
      const got = await bring({ db: [{ data: d }] });
      for (const [id, w] of Object.entries(expected)) assert.deepEqual(got[id].authors, w.authors.slice(0, 1));
    });
  test('addresses by date, as Ghost 1 was told to make them', async () => {
    const d = tables();
    d.settings[1].value = '/:year/:month/:day/:slug/';
    assert.equal((await bring({ db: [{ data: d }] }))[d.posts[0].uuid].old, '/2020/01/02/flood');
  });
});

describe('what Ghost shows of a text is what comes of it:', () => {
  const T = (text, type = 'extended-text') => ({ type, text, format: 0 });
  const gated = (who, html) => `<!--kg-gated-block:begin nonMember:${who} memberSegment:"" --><p>${html}</p><!--kg-gated-block:end-->`;
  const html = (text, visibility) => ({ type: 'html', html: `<p>${text}</p>`, visibility });
  const shop = { buttonText: 'Go', buttonUrl: 'https://shop.example/', productTitle: 'Boots', productDescription: '', productButton: 'Buy', productUrl: 'https://shop.example/' };
  const cards = {
    'a card for e-mail alone, or for members, in each of its spellings': [[html('Hidden', { emailOnly: true }), html('Hidden', { showOnWeb: false }),
      html('Hidden', { web: { nonMember: false } }), html('Shown', { emailOnly: false }), html('Shown too', { showOnWeb: true, segment: 'status:free' })], 'Shown\n\nShown too'],
    'buttons that are switched off, stars, who paid': [[{ type: 'product', ...shop, productButtonEnabled: false, productRatingEnabled: true, productStarRating: 4 },
      { type: 'header', ...shop, header: 'Big', subheader: '', buttonEnabled: false },
      { type: 'call-to-action', textValue: '<p>Buy</p>', ...shop, showButton: false, hasSponsorLabel: true, sponsorLabel: '<p>SPONSORED</p>' },
      { type: 'call-to-action', textValue: '<p>Ask</p>', ...shop, showButton: true, hasSponsorLabel: false, sponsorLabel: '<p>No</p>' }],
    '**Boots**\n\n★★★★☆\n\n**Big**\n\nSPONSORED\n\nBuy\n\nAsk\n\n[Go](https://shop.example/)'],
    'names of files are text; what the editor alone has goes': [[{ type: 'file', src: '/content/files/a.pdf', fileTitle: 'A <b>', fileCaption: 'x <y> z', fileName: 'a.pdf' },
      { type: 'paragraph', children: [T('To '), T('TK', 'tk'), T(' come'), { type: 'at-link', children: [{ type: 'zwnj' }, T('query', 'at-link-search')] }, T('.')] }],
    '[A \\<b>](/content/files/a.pdf)\n\nx \\<y> z\n\nTo TK come.'],
    'a sign stands in the first line of its box': [[{ type: 'callout', calloutEmoji: '💡', calloutText: '<p dir="ltr">Mind</p><p>Two</p>' }], '> 💡 Mind\n>\n> Two'],
    'marks of its Markdown': [[{ type: 'markdown', markdown: 'H~2~O x^2^ ==so== ~~no~~ `a~1~` [^1] https://a.example/~b~ 2 ~ 3 ~ 4\\~5\\~ a == b == c <a href="/~x~/">y</a>\n\n```\n==a==\n```\n\n[^1]: It.' }],
      'H₂O x² so ~~no~~ `a~1~` [^1] https://a.example/~b~ 2 ~ 3 ~ 4\\~5\\~ a == b == c [y](/~x~/)\n\n```\n==a==\n```\n\n[^1]: It.'],
  };
  const pages = {
    'HTML with parts for members': [`<p>a</p>${gated('false', 'Hidden')}${gated('true', 'b')}<p>c</p>${gated('false', 'Hidden').slice(0, -10)}`, 'a\n\nb\n\nc'],
    'HTML of cards': ['<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://b.example/"><div class="kg-bookmark-content"><div class="kg-bookmark-title">Report</div>' +
      '<div class="kg-bookmark-description">Long</div><div class="kg-bookmark-metadata"><img class="kg-bookmark-icon" src="https://b.example/i.png" alt=""><span>Them</span></div></div>' +
      '<div class="kg-bookmark-thumbnail"><img src="https://b.example/t.png" alt=""></div></a></figure><div class="kg-card kg-audio-card"><div class="kg-audio-player-container"><audio src="/a.mp3"></audio>' +
      '<div class="kg-audio-title">Talk</div><div class="kg-audio-player"><span>0:00</span></div></div></div><div class="kg-card kg-signup-card kg-width-wide"><h2>Sign up</h2></div><div class="kg-signup-cards">Kept</div>',
    '[Report](https://b.example/)\n\n[/a.mp3](/a.mp3)\n\nTalk\n\nKept'],
  };
  test(Object.keys({ ...cards, ...pages }).join('; '), async () => {
    const site = await makeSite(), common = { status: 'published', published_at: '2020-01-01T00:00:00.000Z' };
    const lexical = Object.entries(cards).map(([title, [nodes]]) => ({ ...common, id: title, title, lexical: JSON.stringify({ root: { children: nodes } }) }));
    const posts = [...lexical, ...Object.entries(pages).map(([title, [text]]) => ({ ...common, id: title, title, html: text }))];
    const done = await importing(site, write('cards.json', { posts }));
    assert.equal(done.pictures_missing, 0);
    assert.deepEqual(Object.fromEntries(ask(site, 'SELECT headline, body FROM revision').map((r) => [r.headline, r.body])),
      Object.fromEntries(Object.entries({ ...cards, ...pages }).map(([title, [, body]]) => [title, body])));
  });
});

test('sections are tags that are mapped, or the first tag when that is wished', async () => {
  const of = async (...options) => {
    const site = await makeSite();
    await importing(site, paper, ...options);
    return Object.values(stories(site)).slice(0, 2).map((s) => [s.section, s.tags]);
  };
  assert.deepEqual(await of('--map', 'Floods=water'), [['water', ['Local', '河']], ['water', []]]);
  assert.deepEqual(await of('--section-from', 'tags'), [['local', ['Floods', '河']], ['floods', []]]);
  assert.deepEqual(await of('--section-from', 'tags', '--map', 'local=tag', '--map', '河='), [['floods', ['Local']], ['floods', []]]);
});

test('a text that is too long, or has become so, is named and left out, and no draft without its words stands for it', async () => {
  const site = await makeSite();
  const post = (id, more) => ({ id, slug: id, title: id, status: 'published', published_at: '2020-01-02T03:04:05.000Z', ...more });
  const card = { type: 'html', html: `<p>${'words '.repeat(900000)}</p>` };
  const posts = [post('short', { html: '<p>Words.</p>' }), post('long', { html: `<p>${'words '.repeat(900000)}</p>` }),
    post('grows', { html: `<p>${'*'.repeat(1048000)}</p>` }),
    post('card', { lexical: JSON.stringify({ root: { children: [card] } }) }),
    post('both', { lexical: JSON.stringify({ root: { children: [card] } }), html: '<p>The <em>HTML</em>.</p>' }),
    post('tagged', { html: '<p>Tags.</p>', tags: Array.from({ length: 3000 }, (_, i) => ({ id: `t${i}`, slug: `t-${i}`, name: `T ${i}` })) })];
  const file = path.join(work, 'long.json');
  fs.writeFileSync(file, `\uFEFF${JSON.stringify({ db: [{ data: { posts } }] })}`); // as an editor saves it
  const r = JSON.parse((await dateline(['import', site, 'ghost', file, '--json'])).stdout);
  assert.deepEqual(r.skipped.map((s) => s.file).sort(), ['post: card', 'post: grows', 'post: long']);
  assert.ok(r.skipped.every((s) => /longer than 512 KiB|too long/.test(s.why)), JSON.stringify(r.skipped));
  assert.deepEqual(ask(site, 'SELECT s.slug, r.body FROM story s JOIN revision r ON r.story_id = s.id ORDER BY s.slug'),
    [{ slug: 'both', body: 'The *HTML*.' }, { slug: 'short', body: 'Words.' }, { slug: 'tagged', body: 'Tags.' }]);
  assert.ok(r.notes.some((n) => n.file === 'post: tagged' && /Keep the tags to 30; they are cut/.test(n.why)));
});

test('a file that is no export is refused by its place, and nothing of it comes', async () => {
  const site = await makeSite();
  const faults = [[fixture.slice(0, 5000), /line \d+, column \d+: it is not well-formed JSON/], ['', /it is empty/],
    ['{"db":[{"data":{"users":[]}}]}', /no posts/], ['[1', /line 1/], ['{"posts":{}}', /no posts/], ['"posts"', /well-formed JSON/],
    [`${'['.repeat(100000)}`, /well-formed JSON/], [fixture.replace('The river', 'The \\ud800river'), /well-formed JSON/]];
  for (const [text, why] of faults) {
    const r = await dateline(['import', site, 'ghost', write('bad.json', text)], { allow: [1] });
    assert.match(r.stderr, why);
    assert.match(r.stderr, /Nothing was imported/);
  }
  assert.deepEqual(ask(site, 'SELECT id FROM story'), []);
  for (const odd of ['[1, null, "x", []]', '{"posts":[{"id":1}]}', '{"posts":[{"slug":"a","lexical":"{}","mobiledoc":"[]","html":5}]}'])
    await importing(site, write('odd.json', odd));
});

describe('addresses of Ghost 4 and later', () => {
  const posts = [['first', 'News', 'ann'], ['second', 'Sport', 'ben'], ['third', null, 'ann'], ['fourth', '#secret', 'ben']].map(([slug, tag, author], i) => ({
    id: `${i}`, uuid: `u${i}`, slug, title: slug, status: 'published', published_at: `2021-0${i + 1}-03T10:00:00.000Z`, html: '<p>Words.</p>', featured: i === 1,
    tags: tag ? [{ slug: tag.startsWith('#') ? 'hash-secret' : tag.toLowerCase(), name: tag }] : [], authors: [{ slug: author, name: author }] }));
  const file = write('routes.json', { posts: [...posts, { id: '9', slug: 'about', title: 'About', type: 'page', status: 'published', published_at: '2021-01-01T00:00:00Z', html: '<p>Us.</p>' }] });
  /** Ghost's folder of content. */
  const content = (files) => {
    const folder = fs.mkdtempSync(path.join(work, 'content-'));
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
    return folder;
  };
  const old = (site) => Object.fromEntries(ask(site, `SELECT r.path, s.path AS to_path FROM redirect r JOIN story s ON s.id = r.story_id ORDER BY 1`).map((r) => [r.path, r.to_path]));

  test('are made as a pattern says that is given, and one that tells no posts apart is refused', async () => {
    const site = await makeSite();
    for (const pattern of ['/{year}/', '{slug}', '/{slug', '/{category}/{slug}/', '/a b/{slug}/'])
      assert.match((await dateline(['import', site, 'ghost', file, '--permalinks', pattern], { allow: [2] })).stderr, /--permalinks takes a pattern/);
    assert.match((await dateline(['import', site, 'wordpress', file, '--permalinks', '/{slug}/'], { allow: [2] })).stderr, /--permalinks is for ghost/);
    await importing(site, file, '--permalinks', '/{primary_tag}/{year}-{month}/{slug}/');
    assert.deepEqual(old(site), { '/all/2021-03/third': '/2021/03/third', '/all/2021-04/fourth': '/2021/04/fourth',
      '/news/2021-01/first': '/2021/01/first', '/sport/2021-02/second': '/2021/02/second' });
  });

  test('are read from routes.yaml, and redirects become rules, where both lie as Ghost keeps them', async () => {
    const site = await startSite();
    const folder = content({
      'settings/routes.yaml': `routes:\n  /features/:\n    template: features\ncollections:\n  /sport/:\n    permalink: /sport/{year}/{slug}/\n    filter: tag:[sport,games]+featured:true\n` +
        `  /ben/:\n    permalink: /by/{primary_author}/{id}/\n    filter: '-author:ann'\n  /:\n    permalink: /{slug}/\n    template: index\ntaxonomies:\n  tag: /tag/{slug}/\n`,
      'data/redirects.json': JSON.stringify([{ from: '^/promo\\/?$', to: '/first/', permanent: true }, { from: '/shop/', to: 'https://shop.example/' },
        { from: '/old/(.*)', to: '/new/$1' }, { from: '/first/', to: '/elsewhere/' }]) });
    const trial = await importing(site.folder, file, '--media', folder, '--dry-run');
    assert.equal(trial.redirects, 3);
    const done = await importing(site.folder, file, '--media', folder);
    assert.deepEqual(old(site.folder), { '/sport/2021/second': '/2021/02/second', '/by/ben/3': '/2021/04/fourth', '/first': '/2021/01/first', '/third': '/2021/03/third' });
    assert.equal(done.redirects, 2);
    assert.deepEqual(done.notes.filter((n) => n.file === 'redirects').map((n) => n.why.split(/[:,]/)[0]), ['/first/ leads nowhere', '“/old/(.*)” stands for many addresses']);
    const leads = async (at) => (await site.get(at)).headers.location;
    assert.equal(await leads('/sport/2021/second/'), '/2021/02/second');
    assert.match(await leads('/shop/'), /^(\/shop|https:\/\/shop\.example\/)$/);
    assert.equal(await leads('/shop'), 'https://shop.example/');
    const again = await importing(site.folder, file, '--media', folder);
    assert.deepEqual([again.unchanged, again.redirects, again.notes.filter((n) => /already/.test(n.why))], [5, 0, []]);
    await site.stop();
  });

  test('of a routes.yaml that is damaged, or says what nobody knows, are not guessed: nothing is imported', async () => {
    const site = await makeSite();
    for (const [files, why] of [[{ 'routes.yaml': 'collections:\n  /:\n    permalink: /{section}/{slug}/\n' }, /routes\.yaml: the permalink of \/ is none that is known here/],
      [{ 'routes.yaml': 'collections: [\n' }, /routes\.yaml: /], [{ 'redirects.json': '{"a": 1}' }, /redirects\.json: it is no list of redirects/]]) {
      const r = await dateline(['import', site, 'ghost', file, '--media', content(files)], { allow: [1] });
      assert.match(r.stderr, why);
    }
    assert.deepEqual(ask(site, 'SELECT id FROM story'), []);
    const { redirects } = await importing(site, file, '--media', content({ 'content/data/redirects.yaml': '301:\n  /a/: /first/\n302:\n  /b/: /second/\n' }));
    assert.equal(redirects, 2);
  });
});
