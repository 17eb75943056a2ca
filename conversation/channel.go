package conversation

import "slices"

// Languages lists the codes of the languages that people can be spoken to in,
// the one that fits first before the others.
func (f *Flow) Languages(first string) []string {
	first = f.book.Match(first)
	others := slices.DeleteFunc(f.book.Languages(), func(code string) bool { return code == first })
	return append([]string{first}, others...)
}

// Channel is what a team's channel says, on platforms that have one, where
// anybody may begin their check-in.
type Channel struct {
	Post   string // describes the command that puts the invitation there
	Invite string
	Begin  string // the button under it
}

// Channel returns the words for a team's channel, in a language.
func (f *Flow) Channel(language string) Channel {
	say := f.book.Speaker(language)
	return Channel{Post: say.Say("channel.post"), Invite: say.Say("channel.invite"), Begin: say.Say("channel.begin")}
}
