{{%AUTOESCAPE context="HTML"}}
<div class="toolbar-place" hidden>
<div class="toolbar" id="toolbar" role="toolbar" aria-label="{{_"Formatting"}}" aria-controls="body" data-head="{{_"Heading"}}">
<button type="button" data-tool="bold" title="{{_"Bold"}}" aria-keyshortcuts="Control+B"><svg viewBox="0 0 20 20" aria-hidden="true"><path class="thick" d="M6 4h5a3 3 0 0 1 0 6H6zm0 6h6a3 3 0 0 1 0 6H6z"/></svg></button>
<button type="button" data-tool="italic" title="{{_"Italics"}}" aria-keyshortcuts="Control+I"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M8 4h7M5 16h7M12 4 8 16"/></svg></button>
<button type="button" data-tool="link" title="{{_"Link"}}" aria-keyshortcuts="Control+K"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M9 6l2-2a3.5 3.5 0 0 1 5 5l-3 3a3.5 3.5 0 0 1-5 0M11 14l-2 2a3.5 3.5 0 0 1-5-5l3-3a3.5 3.5 0 0 1 5 0"/></svg></button>
<button type="button" data-tool="story" title="{{_"Link to a story or page"}}" aria-keyshortcuts="Control+Shift+K"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 3h9v14H4zM13 7h3v8a2 2 0 0 1-2 2M6.500 6h4M6.500 9h4M6.500 12h2.500"/></svg></button>
<button type="button" data-tool="heading" title="{{_"Subheading"}}" aria-keyshortcuts="Control+Shift+2"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5v10M10 5v10M3 10h7M13 10a2 2 0 1 1 3.6 1.2L13 15h4"/></svg></button>
<button type="button" data-tool="subheading" title="{{_"Smaller subheading"}}" aria-keyshortcuts="Control+Shift+3"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5v10M10 5v10M3 10h7M13 8h4l-2 3a2 2 0 1 1-2 3"/></svg></button>
<button type="button" data-tool="quote" title="{{_"Quotation"}}" aria-keyshortcuts="Control+Shift+9"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M8 6C5 7 4 9 4 11v3h4v-4H5M16 6c-3 1-4 3-4 5v3h4v-4h-3"/></svg></button>
<button type="button" data-tool="bullets" title="{{_"List"}}" aria-keyshortcuts="Control+Shift+8"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M8 5h9M8 10h9M8 15h9"/><path class="thick" d="M3.5 5h.5M3.5 10h.5M3.5 15h.5"/></svg></button>
<button type="button" data-tool="numbers" title="{{_"Numbered list"}}" aria-keyshortcuts="Control+Shift+7"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M9 5h8M9 10h8M9 15h8M3 4l1.5-1v5M3 12.500a1.500 1.500 0 1 1 2.500 1L3 17h3"/></svg></button>
<button type="button" data-tool="table" title="{{_"Table"}}"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 4h14v12H3zM3 8h14M3 12h14M10 4v12"/></svg></button>
<button type="button" data-tool="picture" title="{{_"A picture in the text"}}"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 4h14v12H3zM3 14l4-4 4 4 2-2 4 4M13 8h.01"/></svg></button>
<button type="button" data-tool="find" title="{{_"Find and replace"}}" aria-keyshortcuts="Control+H"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M13 13l4 4M14 8.500a5.500 5.500 0 1 1-11 0 5.500 5.500 0 0 1 11 0z"/></svg></button>
<button type="button" data-tool="keys" title="{{_"Keys"}}" aria-haspopup="dialog"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M7 7.500a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1-1.500 2.400M10 15.500v.5"/></svg></button>
</div>
</div>
<div class="find" id="link_bar" role="group" aria-label="{{_"Link to a story or page"}}" hidden>
<div class="find-row">
<label class="unseen" for="link_to">{{_"Words of the headline, or an address"}}</label><input id="link_to" dir="auto" autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="{{_"Words of the headline, or an address"}}">
<button type="button" class="small" value="link">{{_"Put the link in"}}</button>
<button type="button" class="small" value="close">{{_"Close"}}</button>
</div>
</div>
<p class="unseen" id="picker" role="status" data-some="{{_"Suggestions: %N%"}}"></p>
<div class="find" id="find" role="search" aria-label="{{_"Find and replace"}}" hidden data-none="{{_"Nothing found"}}" data-all="{{_"Found: %OF%"}}" data-which="{{_"%N% of %OF%"}}" data-wrong="{{_"This is no valid pattern."}}" data-slow="{{_"This pattern takes too long."}}" data-replaced="{{_"Replaced: %N%"}}">
<div class="find-row">
<label class="unseen" for="find_words">{{_"Find"}}</label><input id="find_words" data-find="find" dir="auto" autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="{{_"Find"}}">
<button type="button" class="small" data-find="previous">{{_"Previous one"}}</button>
<button type="button" class="small" data-find="next">{{_"Next one"}}</button>
<span class="find-count" role="status" data-find="count"></span>
<button type="button" class="small" data-find="close">{{_"Close"}}</button>
</div>
<div class="find-row">
<label class="unseen" for="find_by">{{_"Replace by"}}</label><input id="find_by" data-find="by" dir="auto" autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="{{_"Replace by"}}">
<button type="button" class="small" data-find="one">{{_"Replace"}}</button>
<button type="button" class="small" data-find="every">{{_"Replace all"}}</button>
</div>
<div class="find-row">
<label class="choice"><input type="checkbox" data-find="letters"> <span>{{_"Capitals matter"}}</span></label>
<label class="choice"><input type="checkbox" data-find="words"> <span>{{_"Whole words"}}</span></label>
<label class="choice"><input type="checkbox" data-find="regular"> <span>{{_"Pattern (regular expression)"}}</span></label>
</div>
</div>
<dialog class="keys" id="keys" aria-labelledby="keys-title">
<h2 id="keys-title" tabindex="-1" autofocus>{{_"Keys"}}</h2>
<dl>
<div><dt><kbd><span data-command="1">{{_"Ctrl"}}</span> B</kbd></dt><dd>{{_"Bold"}}</dd></div>
<div><dt><kbd><span data-command="1">{{_"Ctrl"}}</span> I</kbd></dt><dd>{{_"Italics"}}</dd></div>
<div><dt><kbd><span data-command="1">{{_"Ctrl"}}</span> K</kbd></dt><dd>{{_"Link; once more: no link"}}</dd><dd>{{_"Outside of text fields: find stories, pages, names"}}</dd></div>
<div><dt><kbd>{{_"Ctrl"}} {{_"Shift"}} K</kbd></dt><dd>{{_"Link to a story or page"}}</dd></div>
<div><dt><kbd>{{_"Ctrl"}} {{_"Shift"}} 2</kbd></dt><dd>{{_"Subheading"}}</dd></div>
<div><dt><kbd>{{_"Ctrl"}} {{_"Shift"}} 3</kbd></dt><dd>{{_"Smaller subheading"}}</dd></div>
<div><dt><kbd>{{_"Ctrl"}} {{_"Shift"}} 7</kbd></dt><dd>{{_"Numbered list"}}</dd></div>
<div><dt><kbd>{{_"Ctrl"}} {{_"Shift"}} 8</kbd></dt><dd>{{_"List"}}</dd></div>
<div><dt><kbd>{{_"Ctrl"}} {{_"Shift"}} 9</kbd></dt><dd>{{_"Quotation"}}</dd></div>
<div><dt><kbd>{{_"Enter"}}</kbd></dt><dd>{{_"In a list: the next item; in an empty one: the end of the list"}}</dd></div>
<div><dt><kbd>{{_"Shift"}} {{_"Enter"}}</kbd></dt><dd>{{_"In a list: a new line; in a quotation: a new paragraph"}}</dd></div>
<div><dt><kbd>{{_"Tab"}}</kbd>, <kbd>{{_"Shift"}} {{_"Tab"}}</kbd></dt><dd>{{_"In a list: deeper, and back"}}</dd></div>
<div><dt><kbd>{{_"Alt"}} ↑</kbd>, <kbd>{{_"Alt"}} ↓</kbd></dt><dd>{{_"Among takeaways and sources: one place up or down"}}</dd></div>
<div><dt><kbd>{{_"Esc"}}</kbd>, <kbd>{{_"Tab"}}</kbd></dt><dd>{{_"Out of the text, from a list too"}}</dd></div>
<div><dt><kbd class="not-mac">{{_"Ctrl"}} H</kbd><kbd class="mac" hidden>⌘ ⌥ F</kbd></dt><dd>{{_"Find and replace"}}</dd></div>
<div><dt><kbd>{{_"Alt"}} F10</kbd></dt><dd>{{_"To the toolbar; arrows go along it"}}</dd></div>
<div><dt><kbd><span data-command="1">{{_"Ctrl"}}</span> S</kbd></dt><dd>{{_"Save; readers see no change"}}</dd></div>
<div><dt><kbd><span data-command="1">{{_"Ctrl"}}</span> {{_"Enter"}}</kbd></dt><dd>{{_"To the button that publishes, without pressing it"}}</dd></div>
<div><dt><kbd>?</kbd></dt><dd>{{_"This list, outside of text fields"}}</dd></div>
</dl>
<label class="choice"><input type="checkbox"> <span>{{_"The question mark opens this list"}}</span></label>
<p class="buttons"><button type="button">{{_"Close"}}</button></p>
</dialog>
