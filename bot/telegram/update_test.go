package telegram

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"restday"
)

var noon = time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)

const ana = `{"id":42,"is_bot":false,"first_name":"Ana","language_code":"de"}`

// inPrivate is a message update with some fields besides the usual ones.
func inPrivate(fields string) string {
	return `{"update_id":7,"message":{"message_id":3,"date":1773300000,"from":` + ana +
		`,"chat":{"id":42,"type":"private"}` + fields + `}}`
}

// inGroup is a message that Ana writes in a group.
func inGroup(text string) string {
	return strings.Replace(inPrivate(`,"text":"`+text+`"`), `{"id":42,"type":"private"}`, `{"id":-5,"type":"group"}`, 1)
}

func TestRead(t *testing.T) {
	t.Parallel()
	said := func(text string) *restday.Incoming {
		return &restday.Incoming{
			ID: "99-7", From: restday.Address{Platform: "telegram", Chat: "42"}, Event: restday.Said,
			Name: "Ana", Language: "de", Text: text, Message: "3", At: time.Unix(1773300000, 0).UTC(),
		}
	}
	club := restday.Address{Platform: "telegram", Chat: "-5"}
	inClub := func(text string) *restday.Incoming {
		in := said(text)
		in.Message, in.Away, in.Place = "", true, club
		return in
	}
	undated := said("hi")
	undated.At, undated.Message = noon, "0"
	edited := said("7h")
	edited.Event, edited.At = restday.Edited, time.Unix(1773300060, 0).UTC()
	for name, c := range map[string]struct {
		raw  string
		want *restday.Incoming
	}{
		"words":            {inPrivate(`,"text":"7.5h, legs sore"`), said("7.5h, legs sore")},
		"deep link":        {inPrivate(`,"text":"/start squad_7"`), said("/start squad_7")},
		"command to a bot": {inPrivate(`,"text":"/today@restday_bot now"`), said("/today now")},
		"command, newline": {inPrivate(`,"text":"/log@restday_bot\neasy@home"`), said("/log\neasy@home")},
		"caption":          {inPrivate(`,"photo":[{"file_id":"x"}],"caption":"my knee"`), said("my knee")},
		"voice":            {inPrivate(`,"voice":{"file_id":"x"}`), said("")},
		"kind of tomorrow": {inPrivate(`,"hologram":[[1]]`), said("")},
		"right to left":    {inPrivate(`,"text":"ישנתי 7 😴"`), said("ישנתי 7 😴")},
		"not UTF-8":        {inPrivate(`,"text":"a` + "\xff" + `b\ud83d\u0000c"`), said("a\uFFFDb\uFFFDc")},
		"pinned":           {inPrivate(`,"pinned_message":{}`), nil},
		"dated year 9e9": {
			`{"update_id":7,"message":{"date":99999999999999,"from":` + ana + `,"chat":{"id":42,"type":"private"},"text":"hi"}}`, undated,
		},
		"edit": {strings.Replace(inPrivate(`,"text":"7h","edit_date":1773300060`), `"message":`, `"edited_message":`, 1), edited},
		"edit in a group": {
			`{"update_id":7,"edited_message":{"message_id":3,"date":1,"edit_date":2,"chat":{"id":-5,"type":"group"},"text":"x"}}`, nil,
		},
		"group":   {`{"update_id":7,"message":{"date":1,"chat":{"id":-5,"type":"group"},"text":"/today"}}`, nil},
		"channel": {`{"update_id":7,"channel_post":{"date":1,"chat":{"id":-5,"type":"channel"},"text":"x"}}`, nil},
		"empty":   {`{"update_id":7}`, nil},
		"blocked": {
			`{"update_id":7,"my_chat_member":{"date":1773300000,"chat":{"id":42,"type":"private"},"new_chat_member":{"status":"kicked"}}}`,
			&restday.Incoming{ID: "99-7", From: restday.Address{Platform: "telegram", Chat: "42"}, Event: restday.Left, At: time.Unix(1773300000, 0).UTC()},
		},
		"unblocked": {
			`{"update_id":7,"my_chat_member":{"date":1,"chat":{"id":42,"type":"private"},"new_chat_member":{"status":"member"}}}`, nil,
		},
		"put out of a group": {
			`{"update_id":7,"my_chat_member":{"date":1773300000,"chat":{"id":-5,"type":"group"},"new_chat_member":{"status":"kicked"}}}`,
			&restday.Incoming{ID: "99-7", From: club, Event: restday.Left, At: time.Unix(1773300000, 0).UTC()},
		},
		"let into a group": {
			`{"update_id":7,"my_chat_member":{"date":1,"chat":{"id":-5,"type":"group"},"new_chat_member":{"status":"member"}}}`, nil,
		},
		"a coach in a group":      {inGroup("/team@restday_bot bind Harriers"), inClub("/team bind Harriers")},
		"the check-in in a group": {inGroup("/checkin"), inClub("/checkin")},
		"another word in a group": {inGroup("I am ill"), nil},
		"another command in one":  {inGroup("/today"), nil},
		"another bot in a group":  {strings.Replace(inGroup("/team bind"), `"is_bot":false`, `"is_bot":true`, 1), nil},
		"another button in a group": {
			`{"update_id":7,"callback_query":{"id":"777","from":` + ana + `,"data":"mood:4","message":{"chat":{"id":-5,"type":"group"}}}}`, nil,
		},
		"the button in a group": {
			`{"update_id":7,"callback_query":{"id":"777","from":` + ana + `,"data":"channel:checkin","message":{"chat":{"id":-5,"type":"group"}}}}`,
			&restday.Incoming{
				ID: "99-7", From: restday.Address{Platform: "telegram", Chat: "42"}, Event: restday.Said,
				Name: "Ana", Language: "de", Text: "/checkin", Ack: "777", Place: club, At: noon,
			},
		},
		"tap": {
			`{"update_id":7,"callback_query":{"id":"777","from":` + ana +
				`,"data":"mood:4","message":{"message_id":31,"date":0,"chat":{"id":42,"type":"private"}}}}`,
			&restday.Incoming{
				ID: "99-7", From: restday.Address{Platform: "telegram", Chat: "42"}, Event: restday.Tapped,
				Name: "Ana", Language: "de", Choice: "mood:4", Message: "31", Ack: "777", At: noon,
			},
		},
		"tap on nothing": {`{"update_id":7,"callback_query":{"id":"777","from":` + ana + `,"inline_message_id":"q"}}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			id, in, err := read([]byte(c.raw), "99", noon)
			if id != 7 || err != nil {
				t.Fatalf("read = %d, %v; want update 7", id, err)
			}
			if diff := cmp.Diff(c.want, in); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadPassesOverPoison(t *testing.T) {
	t.Parallel()
	for raw, wantID := range map[string]int64{
		`{"update_id":7,"message":{"date":"yesterday"}}`:      7,
		`{"update_id":7,"message":[]}`:                        7,
		`{"update_id":7,"callback_query":{"message":"gone"}}`: 7,
		`{"update_id":7,"my_chat_member":3}`:                  7,
		`{"update_id":7,"edited_message":3}`:                  7,
		`{"message":{}}`:                                      0,
		`{"update_id":"x"}`:                                   0,
		`[]`:                                                  0,
	} {
		id, in, err := read([]byte(raw), "99", noon)
		if id != wantID || in != nil || err == nil {
			t.Errorf("read(%s) = %d, %v, %v; want %d and an error", raw, id, in, err, wantID)
		}
	}
}

func TestReadKeepsOneCharacterBeyondTheLongestText(t *testing.T) {
	t.Parallel()
	_, in, err := read([]byte(inPrivate(`,"text":"`+strings.Repeat("é", 4000)+`"`)), "99", noon)
	if err != nil {
		t.Fatal(err)
	}
	if n := utf8.RuneCountInString(in.Text); n != restday.MaxText+1 {
		t.Errorf("%d characters were kept, want %d", n, restday.MaxText+1)
	}
}

func TestKindOf(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`{"update_id":1,"poll":{}}`: "poll",
		`{"update_id":1}`:           "empty",
		`3`:                         "unreadable",
	} {
		if got := kindOf([]byte(raw)); got != want {
			t.Errorf("kindOf(%s) = %q, want %q", raw, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(inPrivate(`,"text":"/today@x y"`))
	f.Add(inPrivate(`,"sticker":{},"caption":"\ud800"`))
	f.Add(`{"update_id":1,"callback_query":{"id":"1","data":"x","message":{"chat":{"id":1,"type":"private"}}}}`)
	f.Add(`{"update_id":1,"my_chat_member":{"chat":{"id":1,"type":"private"},"new_chat_member":{"status":"kicked"}}}`)
	f.Fuzz(func(t *testing.T, raw string) {
		id, in, err := read([]byte(raw), "99", noon)
		kindOf([]byte(raw))
		if in == nil {
			return
		}
		if err != nil || id == 0 && !strings.HasSuffix(in.ID, "-0") {
			t.Fatalf("read = %d, %+v, %v", id, in, err)
		}
		for _, s := range []string{in.Text, in.Name, in.Language, in.Choice, in.Ack} {
			if !utf8.ValidString(s) || strings.Contains(s, "\x00") || utf8.RuneCountInString(s) > restday.MaxText+1 {
				t.Errorf("%q cannot be stored", s)
			}
		}
		if _, err := in.At.MarshalJSON(); err != nil {
			t.Errorf("the time cannot be stored: %v", err)
		}
	})
}
