// cli-import.test.mjs: files of stories from the command line: ours, and those of other systems.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import { fails, file, folder, inFolder, json, ok, run, story } from './lib/cli.mjs';
import { PLAIN, ROOT } from './lib/site.mjs';

/* 2,084 real posts, which lie beside the project where it is developed. */
const archive = process.env.DATELINE_ARCHIVE ?? path.join(ROOT, '../shared/data/digitalgov.tar.xz');
const site = inFolder('site');

describe('import', () => {
  before(() => {
    ok('init', site, '--zone', 'Europe/London');
    file('old/news/2019-03-26-one.md', story('title: One\nauthors: [a-b]', 'Text <b>bold</b>.'));
    file('old/news/two.md', story('title: Two\ndate: 2020-01-02\nsection: City Desk'));
    file('old/news/three.md', story('title: Three'));
    file('old/news/four.md', '+++\ntitle = "Four"\n+++\n');
    file('old/authors/a-b.md', story('name: Ada Byron'));
  });

  test('tries first, then does it, then finds nothing new', () => {
    const from = inFolder('old/news');
    const trial = json('import', site, 'markdown', from, '--dry-run');
    assert.equal(trial.added, 4);
    const first = json('import', site, 'markdown', from);
    assert.equal(first.added, 4);
    assert.deepEqual(first.skipped, []);
    assert.deepEqual(first.drafts, ['four.md', 'three.md'].map(file => ({ file, why: 'it has no date' })));
    const again = json('import', site, 'markdown', from);
    assert.deepEqual([again.added, again.unchanged, again.changed], [0, 4, 0]);
    const one = json('story', 'show', site, '/2019/03/one');
    assert.deepEqual(one.bylines, ['Ada Byron']);
    assert.equal(one.updated, null);
  });

  test('takes a changed file as a minor fix, and leaves alone what was edited here', () => {
    const from = inFolder('old/news');
    file('old/news/2019-03-26-one.md', story('title: One', 'Changed.'));
    assert.equal(json('import', site, 'markdown', from).changed, 1);
    const one = json('story', 'show', site, '/2019/03/one');
    assert.equal(one.updated, null);
    assert.equal(one.body, 'Changed.');
    ok('story', 'post', site, file('post.md', story('title: One\nsection: news', 'Here.')), '--id',
      String(one.id));
    file('old/news/2019-03-26-one.md', story('title: One', 'There.'));
    assert.equal(json('import', site, 'markdown', from).edited_here, 1);
    assert.equal(json('story', 'show', site, '/2019/03/one').body, 'Here.');
  });

  test('takes a page of HTML, and names what has no form here with its file', () => {
    file('pages/a.html', '<html><title>T</title><meta name="article:published_time" content="2020-02-03">' +
      '<nav>n</nav><main><h1>Zeile</h1><blockquote><p>x</p></blockquote><script></script></main>');
    file('pages/b.md', story('title: B\ndate: 2020-01-02', '{% x %} 10<sup>6</sup> `{% y %}`'));
    file('pages/c.html', story('title: C', '<div>'.repeat(20000)));
    const report = json('import', site, 'markdown', inFolder('pages'));
    assert.deepEqual(report.skipped.map(s => s.file), ['c.html']);
    assert.deepEqual(report.marks, { '<script>': { 'a.html': 1 }, '{% x %}': { 'b.md': 1 } });
    const page = json('story', 'show', site, '/2020/02/a');
    assert.deepEqual([page.headline, page.body], ['Zeile', '> x']);
    assert.equal(json('story', 'show', site, '/2020/01/b').body.trim(), '10⁶ `{% y %}`');
    const said = ok('import', site, 'markdown', inFolder('pages'));
    assert.match(said, /<script>: 1 in 1 file: a\.html\n    \{% x %\}: 1 in 1 file: b\.md/);
  });

  test('says what it cannot import', () => {
    fails(2, /format must be markdown, html, wordpress, ghost, feed or json/, 'import', site, 'punchcards', folder);
    fails(1, /No such file/, 'import', site, 'markdown', inFolder('nowhere'));
    mkdirSync(inFolder('empty'));
    fails(1, /No \.md files/, 'import', site, 'markdown', inFolder('empty'));
  });

  describe('from other systems', () => {
    const picture = path.join(ROOT, 'tests/fixtures/pictures/large.jpg');
    const place = name => {
      mkdirSync(path.dirname(inFolder(name)), { recursive: true });
      copyFileSync(picture, inFolder(name));
    };
    const fresh = name => {
      ok('init', inFolder(name), '--zone', 'Europe/London');
      return inFolder(name);
    };
    const seen = (site, where) => json('story', 'show', site, where);
    const alike = (list, ...names) => list.map(r => r.file).filter(f => names.includes(f)).length;

    test('Hugo: TOML, bundles, static/, old addresses, expiry', () => {
      place('hugo/static/img/a b.jpg');
      place('hugo/content/posts/bundle/in.jpg');
      place('hugo/content/posts/bundle/ref.jpg');
      file('hugo/hugo.toml', '');
      file('hugo/content/posts/_index.md', '');
      file('hugo/content/posts/style.css', '');
      file('hugo/content/posts/bundle/index.md', '+++\ntitle = "B"\ndate = 1752-09-14T10:00:00Z\n' +
        'aliases = ["/old/b/"]\nurl = "/older/b.html"\n[cover]\nimage = "in.jpg"\nalt = "A gradient"\n' +
        'credit = "Nobody"\n+++\n1 ![x](/img/a%20b.jpg?v=1) ![y][r] ![gone](no.jpg) 2\n\n' +
        '{{< figure src="/img/a b.jpg" alt="z" >}}\n\n[r]: <ref.jpg> "T. Credit: Me"\n');
      file('hugo/content/posts/late.md', '+++\ntitle = "L"\ndate = 2015-01-01\n' +
        'expiryDate = 2016-01-01\n+++\nx\n');
      file('hugo/content/posts/soon.md', '---\ntitle: S\ndate: 2015-01-01\n' +
        'publishDate: 2190-01-01\n---\nx\n');
      const site = fresh('hugo-site');
      const r = json('import', site, 'markdown', inFolder('hugo/content'));
      assert.equal(r.added, 3);
      assert.deepEqual(r.missing_pictures, [{ file: 'posts/bundle/index.md', picture: 'no.jpg' }]);
      assert.deepEqual(r.not_stories, { '.css': 1, '.jpg': 2, '_index.md': 1 });
      assert.deepEqual(r.drafts, [{ file: 'posts/late.md', why: 'it has expired' }]);
      const b = seen(site, '/1752/09/bundle');
      assert.match(b.body, /^1 !\[x\]\(\/media\/.*\) !\[y\]\(\/media\/.* "T\. Credit: Me"\)  ?2\n\n!\[z\]\(\/media/);
      assert.equal(seen(site, '/older/b.html').id, b.id);
      assert.equal(seen(site, '/old/b').id, b.id);
      assert.equal(json('story', 'list', site, '--state', 'scheduled').length, 1);
      assert.equal(json('import', site, 'markdown', inFolder('hugo/content'), '--expired').changed, 1);
    });

    test('Jekyll: _posts, _drafts, words for tags, assets/, what is not published', () => {
      place('jekyll/assets/img/a.jpg');
      file('jekyll/_config.yml', '');
      file('jekyll/_layouts/post.html', '<p>');
      const post = (name, front, body = 'x') => file(`jekyll/${name}`, story(front, body));
      post('_posts/2016-03-01-one.md', 'title: Mayor: no bridge\ncategories: city harbour\n' +
        'redirect_from: /old/one\npermalink: /:categories/:year/:title.html',
        '![a]({{ site.baseurl }}/assets/img/a.jpg)');
      post('_posts/2016-03-02-two.markdown', 'title: Two\npublished: false');
      post('_posts/2016-03-03-three.html', 'title: Three\nlang: zh_cn', '<p>Three <b>b</b></p>');
      post('_posts/2016-03-04-four.md', 'title: Four\nvisibility: members');
      post('_drafts/five.md', 'title: Five\ndate: 2016-03-01');
      post('_posts/2016-03-06-six.md', 'title: Six\nauthor: {name: Ines Okafor}\nimage: /no.jpg\n' +
        'date: 2016-03-06 10:00 -4');
      const site = fresh('jekyll-site');
      const r = json('import', site, 'markdown', inFolder('jekyll'), '--section-from', 'categories');
      assert.equal(r.added, 6);
      assert.deepEqual(r.folders_left_out, ['_layouts', 'assets']);
      assert.equal(r.drafts.length, 3);
      assert.equal(alike(r.drafts, '_posts/2016-03-02-two.markdown', '_posts/2016-03-04-four.md',
        '_drafts/five.md'), 3);
      assert.ok(r.notes.some(n => /^line 2: put quotation marks/.test(n.why)));
      const one = seen(site, '/2016/03/one');
      assert.deepEqual([one.headline, one.section, one.tags], ['Mayor: no bridge', 'city', ['Harbour']]);
      assert.match(one.body, /^!\[a\]\(\/media/);
      assert.equal(seen(site, '/old/one').id, one.id);
      assert.equal(seen(site, '/harbour/2016/one.html').id, one.id);
      assert.equal(seen(site, '/2016/03/three').body, 'Three **b**');
      assert.equal(seen(site, '/2016/03/six').published, '2016-03-06T14:00:00+00:00');
    });

    test('Astro: mdx, pubDate, src/assets; --map for the rest', () => {
      place('astro/src/assets/a.jpg');
      file('astro/package.json', '{}');
      file('astro/src/content/blog/a.mdx', "---\ntitle: A\npubDate: 'Jul 08 2022'\nstrap: S\n" +
        "heroImage: '../../assets/a.jpg'\nheroImageAlt: A gradient\nheroImageCredit: Nobody\n---\n" +
        "import X from './x'\n\nText ![x](../../assets/a.jpg)\n");
      const site = fresh('astro-site');
      const r = json('import', site, 'markdown', inFolder('astro/src/content/blog'),
        '--map', 'strap=dek');
      assert.deepEqual([r.added, r.pictures, r.pictures_missing], [1, 2, 0]);
      assert.deepEqual(r.ignored_keys, {});
      assert.equal(seen(site, '/2022/07/a').dek, 'S');
      assert.match(seen(site, '/2022/07/a').body, /^Text !/);
      fails(2, /what it means here: title, slug/, 'import', site, 'markdown', folder, '--map', 'a=b');
    });

    test('a file that cannot be a story is named, and ends nothing', () => {
      file('odd/a-deep.md', story('title: Deep\ndate: 2020-01-01', `${'> '.repeat(300)}x`));
      writeFileSync(inFolder('odd/b-latin.md'), Buffer.from('---\ntitle: caf\xe9\n---\nx', 'latin1'));
      writeFileSync(Buffer.from(inFolder('odd/c-caf\xe9.md'), 'latin1'),
        story('title: C\ndate: 2020-01-01'));
      place('odd/broken.jpg');
      file('odd/broken.jpg', 'no picture');
      file('odd/d.md', story('title: D\ndate: 2020-01-01\n' +
        'hero: {file: broken.jpg, alt: x, credit: y}'));
      file('odd/e.md', story(`title: ${'é'.repeat(300)}\ndate: 2020-01-01\nlang: elvish\nkind: poem`));
      file('odd/f.md', '');
      const site = fresh('odd-site');
      const r = json('import', site, 'markdown', inFolder('odd'));
      assert.equal(r.added, 3);
      assert.deepEqual(r.skipped.map(s => s.file).sort(), ['a-deep.md', 'b-latin.md', 'f.md']);
      assert.ok(r.notes.some(n => n.file === 'd.md' && /broken\.jpg/.test(n.why)));
      assert.deepEqual(json('story', 'list', site).filter(s => s.state === 'live').length, 3);
      assert.match(ok('import', site, 'markdown', inFolder('odd')), /3 unchanged/);
    });
  });

  test('a real archive of 2,084 files', { skip: !existsSync(archive) && 'the archive is not there' },
    () => {
      const big = inFolder('big');
      const posts = inFolder('posts');
      mkdirSync(posts);
      assert.equal(spawnSync('tar', ['xJf', archive, '-C', posts, '--strip-components=1']).status, 0);
      const news = path.join(posts, 'content/news');
      ok('init', big, '--zone', 'America/New_York');
      // Nearly all have expired since: Hugo shows them no more, and nothing here does by itself.
      // What writes runs with sanitizers, if there are any; what reads the same again need not.
      const quick = (...args) => JSON.parse(run([...args, '--json'], '', PLAIN).out);
      assert.ok(quick('import', big, 'markdown', news, '--dry-run').drafts
        .filter(s => s.why === 'it has expired').length > 1600);
      const first = json('import', big, 'markdown', news, '--expired');
      assert.equal(first.added, 2083);
      assert.deepEqual(first.skipped, []);
      assert.deepEqual(first.drafts.map(s => s.why), ['it says draft: true']);
      assert.ok(first.missing_pictures.length > 3000); // each with its story
      const again = quick('import', big, 'markdown', news, '--expired');
      assert.equal(again.unchanged, 2083);
      assert.deepEqual(quick('verify', big).found, []);
    });
});
