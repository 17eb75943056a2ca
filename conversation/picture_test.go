package conversation_test

import (
	"fmt"
	"html"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// TestPicture draws docs/chat.svg, the picture in README, from the transcript
// of a morning, so that it never shows what the bot does not say.
func TestPicture(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/morning.txt")
	if err != nil {
		t.Fatal(err)
	}
	said := readMessages(string(data))
	var asked, answered []message
	for i, m := range said {
		if m.edits || i == 0 {
			asked = append(asked, m)
		}
		if !m.edits && i > 0 {
			answered = append(answered, m)
		}
	}
	if len(asked) < 5 || len(answered) < 3 {
		t.Fatalf("the morning has %d steps and %d answers", len(asked), len(answered))
	}
	var d drawing
	d.panel(asked[:4])
	d.panel(append(asked[4:5:5], answered[:3]...))
	const file = "../docs/chat.svg"
	if *update {
		if err := os.WriteFile(file, []byte(d.svg()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d.svg(), string(got)); diff != "" {
		t.Errorf("docs/chat.svg is not what the bot says; go test ./conversation -run Picture -update redraws it:\n%s", diff)
	}
}

// message is one bubble: who said it, its lines, its rows of buttons.
type message struct {
	edits, ana bool
	lines      []string
	buttons    [][]string
}

func readMessages(transcript string) []message {
	var out []message
	for line := range strings.Lines(transcript) {
		line = strings.TrimSuffix(line, "\n")
		last := len(out) - 1
		switch {
		case strings.HasPrefix(line, "bot"):
			out = append(out, message{edits: line[3] == '~', lines: []string{line[5:]}})
		case strings.HasPrefix(line, "ana> ") && !strings.HasPrefix(line, "ana> ["):
			out = append(out, message{ana: true, lines: []string{line[5:]}})
		case strings.HasPrefix(line, "     ["):
			row := strings.Split(strings.Trim(strings.TrimSpace(line), "[]"), "] [")
			out[last].buttons = append(out[last].buttons, row)
		case strings.HasPrefix(line, "     "):
			out[last].lines = append(out[last].lines, line[5:])
		}
	}
	return out
}

const (
	panelWidth, margin, bubble = 400, 16, 384
	lineHeight, letters        = 19, 46
)

// drawing is an SVG of chats side by side.
type drawing struct {
	body   strings.Builder
	panels int
	height int
}

func (d *drawing) panel(messages []message) {
	x, y := d.panels*(panelWidth+margin)+margin, margin+34
	for _, m := range messages {
		y = d.message(m, x, y) + 14
	}
	d.panels++
	d.height = max(d.height, y)
}

func (d *drawing) message(m message, x, y int) int {
	lines := wrap(m.lines)
	width, fill := bubble, "#ffffff"
	if m.ana {
		width, fill = 20+8*utf8.RuneCountInString(m.lines[0]), "#d8f0c8"
		x += bubble - width
	}
	height := lineHeight*len(lines) + 16
	d.box(x, y, width, height, fill)
	for i, line := range lines {
		d.text(x+10, y+22+i*lineHeight, line, "start")
	}
	y += height
	for _, row := range m.buttons {
		w := (bubble - 4*(len(row)-1)) / len(row)
		for i, label := range row {
			d.box(x+i*(w+4), y+4, w, 28, "#cfe3f2")
			d.text(x+i*(w+4)+w/2, y+23, label, "middle")
		}
		y += 32
	}
	return y
}

func (d *drawing) box(x, y, w, h int, fill string) {
	fmt.Fprintf(&d.body, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\"/>\n", x, y, w, h, fill)
}

func (d *drawing) text(x, y int, s, anchor string) {
	fmt.Fprintf(&d.body, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, html.EscapeString(s))
}

func (d *drawing) svg() string {
	width := d.panels*(panelWidth+margin) + margin
	var out strings.Builder
	fmt.Fprintf(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"system-ui, sans-serif\" font-size=\"14\" fill=\"#1c2a33\">\n", width, d.height)
	out.WriteString("<title>A morning with restday: four taps, and the day's session with the reason</title>\n")
	fmt.Fprintf(&out, "<rect width=\"%d\" height=\"%d\" rx=\"14\" fill=\"#e4ebef\"/>\n", width, d.height)
	for i, caption := range []string{"One message, edited at each tap", "The answer, and a change of mind"} {
		fmt.Fprintf(&out, "<text x=\"%d\" y=\"34\" font-weight=\"600\" fill=\"#52636e\">%s</text>\n", i*(panelWidth+margin)+margin, caption)
	}
	return out.String() + d.body.String() + "</svg>\n"
}

// wrap breaks lines where a bubble ends.
func wrap(lines []string) []string {
	var out []string
	for _, line := range lines {
		row := ""
		for _, word := range strings.Fields(line) {
			if row != "" && utf8.RuneCountInString(row+" "+word) > letters {
				out = append(out, row)
				row = ""
			}
			row = strings.TrimSpace(row + " " + word)
		}
		out = append(out, row)
	}
	return out
}
