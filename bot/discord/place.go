package discord

import (
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"restday"
)

// placeMark tells a server's channel from a person in an address.
const placeMark = "#"

// lostCodes are Discord's answers from a channel in which the bot cannot write any
// more: it is gone, or the bot was shut out.
var lostCodes = []int{discordgo.ErrCodeUnknownChannel, discordgo.ErrCodeMissingAccess, discordgo.ErrCodeMissingPermissions}

func placeOf(channel string) restday.Address { return address(placeMark + channel) }

// channelOf is the channel that an address stands for; ok is false for a person's.
func channelOf(a restday.Address) (channel string, ok bool) {
	return strings.CutPrefix(a.Chat, placeMark)
}

// decides tells whether who interacts may manage the channel or its server.
func (i interaction) decides() bool {
	const manages = discordgo.PermissionAdministrator | discordgo.PermissionManageGuild | discordgo.PermissionManageChannels
	have, err := strconv.ParseInt(i.Member.Permissions, 10, 64)
	return err == nil && have&manages != 0
}
