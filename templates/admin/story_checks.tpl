{{%AUTOESCAPE context="HTML"}}
<section class="checks" id="checks" hidden aria-label="{{_"Accessibility"}}" data-none="{{_"Accessibility: nothing to look at"}}" data-some="{{_"Accessibility, to look at: %N%"}}" data-level="{{_"This heading skips a level:"}}" data-bold="{{_"A line in bold is no heading; make it one:"}}" data-vague="{{_"These words do not say where the link leads:"}}" data-wordless="{{_"A link without words"}}" data-alt="{{_"A picture without a description"}}" data-table="{{_"A table without a head row:"}}" data-capitals="{{_"Words in capitals are hard to read, and are spelled out by some voices:"}}" data-long="{{_"A very long paragraph:"}}">
<details>
<summary data-count="1">{{_"Accessibility: nothing to look at"}}</summary>
<ul></ul>
</details>
</section>
