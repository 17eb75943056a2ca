package discord

import (
	"regexp"
	"strings"
	"unicode/utf16"

	"github.com/bwmarrin/discordgo"

	"restday"
)

// What Discord takes in one message.
const (
	maxContent = 2000
	maxRows    = 5
	maxInRow   = 5
	maxLabel   = 80
	maxData    = 100
)

// message is the body of every request that shows a message. Fields that are
// absent leave an edited message as it is.
type message struct {
	Content      string                            `json:"content,omitempty"`
	Components   []discordgo.MessageComponent      `json:"components"`
	Mentions     *discordgo.MessageAllowedMentions `json:"allowed_mentions,omitempty"`
	Flags        discordgo.MessageFlags            `json:"flags,omitempty"`
	Nonce        string                            `json:"nonce,omitempty"`
	EnforceNonce bool                              `json:"enforce_nonce,omitempty"`
}

// render makes the body of a message. Strip leaves the text out, so that an
// edit only takes the buttons away.
func render(out restday.Outgoing) message {
	if out.Strip {
		return message{Components: []discordgo.MessageComponent{}}
	}
	return message{
		Content:    markdown(out.Text, maxContent),
		Components: buttons(out.Choices),
		// Nobody is ever called by a message, whatever name stands in it.
		Mentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	}
}

// buttons lays the choices out in rows as long as Discord allows: a longer row
// is broken into rows of equal length.
func buttons(rows [][]restday.Choice) []discordgo.MessageComponent {
	components := []discordgo.MessageComponent{}
	for _, row := range reflow(unique(rows)) {
		var line discordgo.ActionsRow
		for _, c := range row {
			line.Components = append(line.Components, discordgo.Button{
				Label: cut(c.Label, maxLabel), Style: discordgo.SecondaryButton, CustomID: c.Data,
			})
		}
		components = append(components, line)
	}
	return components
}

// unique drops what Discord would refuse the whole message for: buttons
// without a label, and a second button with the same data.
func unique(rows [][]restday.Choice) [][]restday.Choice {
	seen := map[string]bool{}
	var out [][]restday.Choice
	for _, row := range rows {
		var kept []restday.Choice
		for _, c := range row {
			if c.Label == "" || c.Data == "" || len(c.Data) > maxData || seen[c.Data] {
				continue
			}
			seen[c.Data] = true
			kept = append(kept, c)
		}
		if len(kept) > 0 {
			out = append(out, kept)
		}
	}
	return out
}

func reflow(rows [][]restday.Choice) [][]restday.Choice {
	var out [][]restday.Choice
	for _, row := range rows {
		out = append(out, broken(row)...)
	}
	if len(out) <= maxRows {
		return out
	}
	var all []restday.Choice
	for _, row := range rows {
		all = append(all, row...)
	}
	return broken(all[:min(len(all), maxRows*maxInRow)])
}

func broken(row []restday.Choice) [][]restday.Choice {
	var out [][]restday.Choice
	for n := (len(row) + maxInRow - 1) / maxInRow; n > 0; n-- {
		length := (len(row) + n - 1) / n
		out = append(out, row[:length])
		row = row[length:]
	}
	return out
}

// markdown writes text so that Discord shows exactly it: only our own bold has
// an effect. What would exceed limit UTF-16 units is cut at a character and
// marked with an ellipsis.
func markdown(text restday.Text, limit int) string {
	var b strings.Builder
	room := limit - units("…****")
	spans := joined(text)
	for i, span := range spans {
		bold := span.Bold && strings.TrimSpace(span.Text) != ""
		if bold {
			room -= units("****")
		}
		before := strings.TrimRight(b.String(), " \t")
		lineStart := before == "" || strings.HasSuffix(before, "\n")
		escaped, whole := escape(span.Text, lineStart, !bold && i < len(spans)-1, &room)
		if !whole {
			escaped += "…"
		}
		if bold {
			escaped = "**" + escaped + "**"
		}
		b.WriteString(escaped)
		if !whole {
			break
		}
	}
	return b.String()
}

// joined merges neighbours of one style: "**a****b**" would not be bold.
func joined(text restday.Text) restday.Text {
	var out restday.Text
	for _, span := range text {
		if n := len(out); n > 0 && out[n-1].Bold == span.Bold {
			out[n-1].Text += span.Text
		} else if span.Text != "" {
			out = append(out, span)
		}
	}
	return out
}

// webAddress matches an address in which nothing needs a backslash, up to the
// next space: it stays as it is, and can be clicked. In any other a backslash
// would become part of the address, so those are not left recognisable.
var webAddress = regexp.MustCompile(`^https?://[A-Za-z0-9._~/?#=&%+:-]+(\s|$)`)

// escape puts a backslash before every character that Discord would read as
// markup. joins says that something follows s without a space. escape stops
// when room is used up and tells whether all of s fitted.
func escape(s string, lineStart, joins bool, room *int) (escaped string, whole bool) {
	var b strings.Builder
	wordStart := true
	for s != "" {
		piece := strings.TrimSpace(webAddress.FindString(s))
		safe := piece
		if piece == "" || !wordStart || joins && piece == s {
			piece = firstRune(s)
			safe = piece
			if special(piece, s[len(piece):], lineStart, b.String()) {
				safe = `\` + piece
			}
		}
		if *room -= units(safe); *room < 0 {
			return b.String(), false
		}
		wordStart = strings.TrimSpace(piece) == ""
		lineStart = piece == "\n" || lineStart && wordStart
		b.WriteString(safe)
		s = s[len(piece):]
	}
	return b.String(), true
}

// special tells whether c, followed by rest, would be markup. Where a sign is
// markup only in some places, it is left alone in the others: people write
// "~45 min" and "<5".
func special(c, rest string, lineStart bool, before string) bool {
	switch c {
	case `\`, "*", "_", "`", "[":
		return true
	case "~", "|":
		return strings.HasPrefix(rest, c) || strings.HasSuffix(before, c)
	case "<":
		return rest == "" || !strings.ContainsAny(rest[:1], " =0123456789")
	case "#", ">", "-":
		return lineStart
	case ":":
		return strings.HasPrefix(rest, "//")
	}
	return false
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// cut keeps the first n characters.
func cut(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
