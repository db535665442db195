package workbook

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fillsDown says whether a formula means the same in every row: it names cells by
// a table's headings or by rows that are fixed. Any doubt is a no.
func fillsDown(formula string) bool {
	for rest := formula; rest != ""; {
		n := formulaWord(rest)
		switch {
		case n > 0:
			if ownRow(rest[:n], rest[n:]) {
				return false
			}
		case strings.IndexByte(`"'[`, rest[0]) >= 0:
			if n = quotedLength(rest); n == 0 {
				return false
			}
		default:
			_, n = utf8.DecodeRuneInString(rest)
		}
		rest = rest[n:]
	}
	return true
}

// formulaWord is the length of the name, number or address that s begins with.
func formulaWord(s string) int {
	n := strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(`$_.\?`, r)
	})
	if n < 0 {
		return len(s)
	}
	return n
}

// ownRow says whether a word is an address, or one end of a run of rows, whose
// row would move with the formula. What is followed by ( is a function, by ! a
// sheet, by [ a table.
func ownRow(word, after string) bool {
	if after != "" && strings.IndexByte("(![", after[0]) >= 0 {
		return false
	}
	letters := strings.TrimLeft(strings.TrimPrefix(word, "$"), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
	if _, _, address := ParseAddress(word); address {
		return !strings.HasPrefix(letters, "$")
	}
	return letters == word && strings.Trim(word, "0123456789") == "" && strings.HasPrefix(after, ":")
}

// quotedLength is the length of the text "…", sheet '…' or headings […] that s
// begins with; 0 where it has no end.
func quotedLength(s string) int {
	if s[0] != '[' {
		for i := 1; i < len(s); i++ {
			if s[i] == s[0] {
				if i+1 == len(s) || s[i+1] != s[0] {
					return i + 1
				}
				i++
			}
		}
		return 0
	}
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\'': // the next sign stands for itself
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}
