package telegram

import (
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"

	"restday"
)

const (
	maxText   = 4096 // UTF-16 units of one message
	maxNotice = 200  // UTF-16 units of the answer to a tap
	maxData   = 64   // bytes behind a button
)

// page is the text of one message with its bold parts, which Telegram counts in
// UTF-16 units. Parse modes are never used: no name or answer can be mistaken
// for markup.
type page struct {
	text string
	bold []models.MessageEntity
}

// pages lays a text out on as many messages as it needs, most often one; none
// when there is nothing to read in it.
func pages(t restday.Text) []page {
	var runes []rune
	var bold []bool
	for _, span := range t {
		for _, r := range clean(span.Text, len(span.Text)) {
			runes = append(runes, r)
			bold = append(bold, span.Bold)
		}
	}
	var out []page
	for len(runes) > 0 {
		n := fit(runes, maxText)
		if p := newPage(runes[:n], bold[:n]); strings.TrimSpace(p.text) != "" {
			out = append(out, p)
		}
		runes, bold = runes[n:], bold[n:]
	}
	return out
}

// fit returns how many runes go into limit UTF-16 units: all, or up to the last
// line or at least the last word that fits.
func fit(runes []rune, limit int) int {
	units, line, word := 0, 0, 0
	for i, r := range runes {
		if units += utf16.RuneLen(r); units > limit {
			switch {
			case line > 0:
				return line
			case word > 0:
				return word
			}
			return i
		}
		if r == '\n' {
			line = i + 1
		}
		if unicode.IsSpace(r) {
			word = i + 1
		}
	}
	return len(runes)
}

func newPage(runes []rune, bold []bool) page {
	p := page{text: string(runes)}
	units := 0
	for i, r := range runes {
		width := utf16.RuneLen(r)
		switch {
		case bold[i] && i > 0 && bold[i-1]:
			p.bold[len(p.bold)-1].Length += width
		case bold[i]:
			p.bold = append(p.bold, models.MessageEntity{Type: models.MessageEntityTypeBold, Offset: units, Length: width})
		}
		units += width
	}
	return p
}

// notice is the text of the answer to a tap.
func notice(s string) string {
	runes := []rune(clean(s, maxNotice))
	return string(runes[:fit(runes, maxNotice)])
}

// keyboard returns the buttons, an empty keyboard when there are none.
func keyboard(choices [][]restday.Choice) models.InlineKeyboardMarkup {
	rows := [][]models.InlineKeyboardButton{}
	for _, choices := range choices {
		var row []models.InlineKeyboardButton
		for _, c := range choices {
			row = append(row, models.InlineKeyboardButton{Text: c.Label, CallbackData: c.Data})
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return models.InlineKeyboardMarkup{InlineKeyboard: rows}
}
