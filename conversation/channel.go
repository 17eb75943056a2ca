package conversation

import "slices"

// Languages lists the codes of the languages that people can be spoken to in,
// the one that fits first before the others.
func (f *Flow) Languages(first string) []string {
	first = f.book.Match(first)
	others := slices.DeleteFunc(f.book.Languages(), func(code string) bool { return code == first })
	return append([]string{first}, others...)
}

// Extras are words for what only some platforms have: a team's channel where
// anybody may begin their check-in, and a form for typed answers.
type Extras struct {
	Post   string // describes the command that puts the invitation into the channel
	Invite string
	Begin  string // the button under it

	Type    string // the button that opens the form
	Title   string // the form's name
	Label   string // stands at its field
	Example string // stands in the empty field
}

// Extras returns those words in a language.
func (f *Flow) Extras(language string) Extras {
	say := f.book.Speaker(language)
	return Extras{
		Post: say.Say("channel.post"), Invite: say.Say("channel.invite"), Begin: say.Say("channel.begin"),
		Type: say.Say("form.type"), Title: say.Say("form.title"), Label: say.Say("form.label"), Example: say.Say("form.example"),
	}
}
