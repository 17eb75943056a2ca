package bottest

import "restday"

// Hall is the server's one channel.
func (d *Discord) Hall() restday.Address {
	return restday.Address{Platform: "discord", Chat: "#" + discordHall}
}

// InHall is what everybody reads in the server's channel, oldest first.
func (d *Discord) InHall() (texts []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, m := range d.messages {
		if m.channel == discordHall && m.only == "" && !m.gone {
			texts = append(texts, m.content)
		}
	}
	return texts
}

// ShutHall deletes the server's channel.
func (d *Discord) ShutHall() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hallShut = true
}

// MakeAdmin has somebody manage the server.
func (d *Discord) MakeAdmin(who restday.Address) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.people[who.Chat].manages = true
}

// permissions are those of a person in the server, as Discord writes them.
func (p *discordPerson) permissions() string {
	if p.manages {
		return "32"
	}
	return "0"
}
