//! This file is about the very text of a small report, in both languages.

use super::{Align, Block, Document};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn report() -> Document {
    let svg = "<svg id=\"a\"></svg>\n".to_owned();
    Document {
        title: "Crash & recovery".into(),
        front_matter: vec![("Seed".into(), "7".into())],
        blocks: vec![
            Block::Heading { level: 2, text: "Who `stays`".into() },
            Block::Paragraph("Owners <stay>, **mostly** [so](https://a.org/?a=1&b=2).".into()),
            Block::List(texts(&["a", "[bad](javascript:alert)"])),
            Block::Table {
                header: texts(&["metric", "p50"]),
                rows: vec![texts(&["`a|b`", "1,000"]), texts(&["c"])],
                align: vec![Align::Left, Align::Right],
                caption: "Last day.".into(),
            },
            Block::Figure {
                name: "price".into(),
                alt: "It [falls].".into(),
                caption: "Why.".into(),
                svg,
            },
            Block::Code { language: "sh".into(), text: "aipin run <file>\n".into() },
            Block::Note("Mind\nthis.".into()),
            Block::Details {
                summary: "More".into(),
                blocks: vec![Block::Heading { level: 3, text: "Who stays".into() }],
            },
        ],
    }
}

#[test]
fn markdown_to_the_letter() {
    let expected = "\
# Crash &amp; recovery

|  |  |
| --- | --- |
| **Seed** | 7 |

## Who `stays`

Owners &lt;stay>, **mostly** [so](https://a.org/?a=1&b=2).

- a
- [bad](javascript:alert)

*Last day.*

| metric | p50 |
| --- | ---: |
| `a\\|b` | 1,000 |
| c |  |

![It \\[falls\\].](charts/price.png)

```sh
aipin run <file>
```

> [!NOTE]
> Mind
> this.

<details>
<summary>More</summary>

### Who stays

</details>
";
    assert_eq!(report().to_markdown(), expected);
}

#[test]
fn html_to_the_letter() {
    let html = report().to_html().unwrap();
    let (head, body) = html.split_once("<body>\n").unwrap();
    assert!(
        head.starts_with("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")
    );
    assert!(head.contains("<title>Crash &amp; recovery</title>"));
    assert!(!head.contains("var("), "a colour of the theme is missing");
    let expected = r##"<header>
<h1>Crash &amp; recovery</h1>
<dl>
<div><dt>Seed</dt><dd>7</dd></div>
</dl>
</header>
<nav aria-label="Contents">
<h2>Contents</h2>
<ul>
<li class="level-2"><a href="#who-stays">Who stays</a></li>
<li class="level-3"><a href="#who-stays-2">Who stays</a></li>
</ul>
</nav>
<main>
<h2 id="who-stays">Who <code>stays</code></h2>
<p>Owners &lt;stay&gt;, <strong>mostly</strong> <a href="https://a.org/?a=1&amp;b=2">so</a>.</p>
<ul>
<li>a</li>
<li>bad</li>
</ul>
<div class="scroll" tabindex="0" role="group" aria-label="Table">
<table>
<caption><span>Last day.</span></caption>
<thead>
<tr><th scope="col">metric</th><th scope="col" class="number">p50</th></tr>
</thead>
<tbody>
<tr><th scope="row"><code>a|b</code></th><td class="number">1,000</td></tr>
<tr><th scope="row">c</th><td class="number"></td></tr>
</tbody>
</table>
</div>
<figure>
<svg id="figure-1-a"></svg>
<figcaption>Why.</figcaption>
</figure>
<pre tabindex="0"><code class="language-sh">aipin run &lt;file&gt;
</code></pre>
<aside class="note"><p>Mind
this.</p></aside>
<details>
<summary>More</summary>
<h3 id="who-stays-2">Who stays</h3>
</details>
</main>
</body>
</html>
"##;
    assert_eq!(body, expected);
}

#[test]
fn a_page_asks_nobody_for_anything() {
    let html = report().to_html().unwrap();
    for request in ["<script", "<link", "@import", "src=", "url(", "<iframe"] {
        assert!(!html.contains(request), "{request}");
    }
}

#[test]
fn a_cell_has_lines_and_sentences_get_room() {
    let sentence = "Owners leave when it does not pay, and come back when it does, after a while.";
    let rows = vec![texts(&["price\n`price.usd`", sentence])];
    let table =
        Block::Table { header: texts(&["a", "b"]), rows, align: vec![], caption: String::new() };
    let report = Document { blocks: vec![table], ..Document::default() };
    let html = report.to_html().unwrap();
    assert!(html.contains("<th scope=\"row\">price<br><code>price.usd</code></th>"), "{html}");
    assert!(html.contains("<td class=\"long\">Owners leave"), "{html}");
    assert!(report.to_markdown().contains("| price<br>`price.usd` |"));
}
