package conversation_test

import (
	"context"
	"strings"

	"restday"
)

// speaks has somebody type or tap: "ben>", "ana@discord>".
func (p *player) speaks(line, word, said string) {
	p.t.Helper()
	name, is := strings.CutSuffix(word, ">")
	if !is {
		p.t.Fatalf("what is %q?", line)
	}
	name, place, _ := strings.Cut(name, "#")
	p.place, p.admin = restday.Address{}, strings.HasSuffix(place, "!")
	if place != "" {
		p.place = chatOf("#" + strings.TrimSuffix(place, "!"))
	}
	name, platform, _ := strings.Cut(name, "@")
	from := chatOf(name)
	if platform != "" {
		from = elsewhere
	}
	p.says(capitalised(name), from, said)
}

// chatOf is the chat of somebody by name.
func chatOf(name string) restday.Address {
	if name == "ana" {
		return ana
	}
	return restday.Address{Platform: ana.Platform, Chat: name}
}

func capitalised(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

func (p *player) enrolled(extras bool) {
	chat := chatOf(p.subject)
	p.must(p.store.ImportAthletes(context.Background(), []restday.Address{chat}, func(_ int, a *restday.Athlete) error {
		*a = restday.Athlete{ID: a.ID, Name: capitalised(p.subject), Chat: chat, Language: p.language, Zone: "Europe/Berlin", PromptAt: 420,
			Weekdays: restday.EveryDay, Enrolled: true, Sport: "run", Wake: p.now, Preferences: restday.NewPreferences()}
		a.NoTips, a.NoDigest = !extras, !extras
		return nil
	}))
}

// wakeTeams does what the scheduler does for teams.
func (p *player) wakeTeams() {
	teams, err := p.store.DueTeams(context.Background(), p.now, 50)
	p.must(err)
	for _, id := range teams {
		out, err := p.engine.HandleTeam(context.Background(), id)
		p.must(err)
		p.deliver(out)
	}
}

// thrown has the bot thrown out of a group.
func (p *player) thrown(group string) {
	_, err := p.engine.Handle(context.Background(), restday.Incoming{From: chatOf(group), Event: restday.Left, At: p.now})
	p.must(err)
	p.refused[group] = true
}
