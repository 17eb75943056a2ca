package bottest

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// telegramSpec is Telegram's Bot API in the form of PaulSonOfLars'
// telegram-bot-api-spec: every method and type with its fields.
type telegramSpec struct {
	Methods map[string]telegramPart `json:"methods"`
	Types   map[string]telegramPart `json:"types"`
}

type telegramPart struct {
	Fields   []telegramField `json:"fields"`
	Subtypes []string        `json:"subtypes"` // not empty: one of these instead
}

type telegramField struct {
	Name        string   `json:"name"`
	Types       []string `json:"types"` // any of these
	Required    bool     `json:"required"`
	Description string   `json:"description"` // lengths are only said here
}

func loadTelegramSpec(path string) (*telegramSpec, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("load telegram's specification: %w", err)
	}
	var s telegramSpec
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, fmt.Errorf("load telegram's specification %s: %w", path, err)
	}
	return &s, nil
}

// check lists what the specification forbids in one request. Parameters are
// text, as in a form; files are the names of uploads, which a parameter refers
// to by attach:// and which are therefore not parameters themselves.
func (s *telegramSpec) check(method string, params map[string]string, files []string) []string {
	spec, ok := s.Methods[method]
	if !ok {
		return []string{method + ": unknown method"}
	}
	var bad []string
	for _, f := range spec.Fields {
		raw, given := params[f.Name]
		switch {
		case given:
			bad = append(bad, s.fewest(f.Types, func(t string) []string {
				return s.value(method+"."+f.Name, t, f.Description, telegramFormValue(t, raw))
			})...)
		case f.Required && !slices.Contains(files, f.Name):
			bad = append(bad, method+"."+f.Name+": missing")
		}
	}
	for name := range params {
		if !spec.has(name) {
			bad = append(bad, method+"."+name+": unknown parameter")
		}
	}
	return bad
}

func (p telegramPart) has(name string) bool {
	return slices.ContainsFunc(p.Fields, func(f telegramField) bool { return f.Name == name })
}

// fewest returns the complaints of the type that fits best.
func (s *telegramSpec) fewest(types []string, check func(t string) []string) []string {
	var best []string
	for i, t := range types {
		if bad := check(t); i == 0 || len(bad) < len(best) {
			best = bad
		}
	}
	return best
}

// telegramFormValue reads a form value as the type wants it; a string that is none of
// the type stays a string and is complained about.
func telegramFormValue(t, raw string) any {
	if t == "String" || t == "InputFile" {
		return raw
	}
	var v any
	d := json.NewDecoder(strings.NewReader(raw))
	d.UseNumber()
	if d.Decode(&v) != nil || d.More() {
		return raw
	}
	return v
}

// value lists what is wrong with v as a t.
func (s *telegramSpec) value(path, t, description string, v any) []string {
	wrong := []string{fmt.Sprintf("%s: not a %s", path, t)}
	if of, ok := strings.CutPrefix(t, "Array of "); ok {
		list, ok := v.([]any)
		if !ok {
			return wrong
		}
		var bad []string
		for i, item := range list {
			bad = append(bad, s.value(fmt.Sprintf("%s[%d]", path, i), of, "", item)...)
		}
		return bad
	}
	var fits bool
	switch t {
	case "Integer":
		n, _ := v.(json.Number)
		_, err := strconv.ParseInt(n.String(), 10, 64)
		fits = err == nil
	case "Float":
		_, fits = v.(json.Number)
	case "Boolean":
		_, fits = v.(bool)
	case "String", "InputFile":
		text, ok := v.(string)
		if ok {
			return telegramLength(path, description, text)
		}
	default:
		return s.object(path, t, v)
	}
	if !fits {
		return wrong
	}
	return nil
}

func (s *telegramSpec) object(path, t string, v any) []string {
	spec := s.Types[t]
	if len(spec.Subtypes) > 0 {
		return s.fewest(spec.Subtypes, func(t string) []string { return s.object(path, t, v) })
	}
	fields, ok := v.(map[string]any)
	if !ok {
		return []string{fmt.Sprintf("%s: not a %s", path, t)}
	}
	var bad []string
	for _, f := range spec.Fields {
		v, given := fields[f.Name]
		switch {
		case given && !telegramIgnores(t, f.Name, fields):
			bad = append(bad, s.fewest(f.Types, func(t string) []string {
				return s.value(path+"."+f.Name, t, f.Description, v)
			})...)
		case f.Required && !given:
			bad = append(bad, path+"."+f.Name+": missing")
		}
	}
	for name := range fields {
		if !spec.has(name) {
			bad = append(bad, path+"."+name+": unknown field")
		}
	}
	return bad
}

// telegramIgnores allows what go-telegram/bot adds to each button: an empty copy_text.
// Telegram looks at callback_data first.
func telegramIgnores(t, name string, fields map[string]any) bool {
	copied, _ := fields["copy_text"].(map[string]any)
	return t == "InlineKeyboardButton" && name == "copy_text" && fields["callback_data"] != nil && copied["text"] == ""
}

var telegramLengths = regexp.MustCompile(`(\d+)-(\d+) (characters|bytes)`)

// telegramLength checks a text against the length that the description names: "1-4096
// characters" are UTF-16 units, "1-64 bytes" bytes. Item counts such as "2-10
// items" are only prose.
func telegramLength(path, description, text string) []string {
	m := telegramLengths.FindStringSubmatch(description)
	if m == nil {
		return nil
	}
	least, _ := strconv.Atoi(m[1]) // the expression holds only digits
	most, _ := strconv.Atoi(m[2])
	n := len(text)
	if m[3] == "characters" {
		n = len(utf16.Encode([]rune(text)))
	}
	if n < least || n > most {
		return []string{fmt.Sprintf("%s: %d %s, not %d to %d", path, n, m[3], least, most)}
	}
	return nil
}
