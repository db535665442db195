package templates

import "embed"

// Letters holds the words of every letter. base.txt.tmpl and base.html.tmpl give
// the same blocks (a paragraph, a list, a table) their two forms; each letter's
// own file says what it says once, in those blocks, so that the text part and the
// HTML part can never tell different stories.
//
//go:embed letters
var Letters embed.FS
