using System.Security.Cryptography;

namespace Grid.Flight.Tests;

public sealed class TicketSealTests
{
    [Fact]
    public void Silos_of_one_token_open_one_anothers_tickets_and_no_others()
    {
        var content = new TicketContent("{}", "trips/1", [new PartitionRun(2, 3), new PartitionRun(7, 1)], "kept");

        var opened = new TicketSeal("token").Open(new TicketSeal("token").Seal(content));

        Assert.Equal(content with { Runs = null }, opened with { Runs = null });
        Assert.Equal(content.Runs, opened.Runs);
        Assert.Throws<CommandException>(() => new TicketSeal("other").Open(new TicketSeal("token").Seal(content)));
    }

    [Fact]
    public void A_ticket_of_a_silo_that_knows_another_version_is_refused()
    {
        byte[] json = """{"Command":"{}","Load":"trips/1","First":0,"Count":3}"""u8.ToArray();
        byte[] before = [.. HMACSHA256.HashData(HMACSHA256.HashData("token"u8, "tickets of Grid's door for Arrow Flight"u8), json), .. json];
        byte[] next = new TicketSeal("token").Seal(new TicketContent("{}"));
        next[0]++;

        Assert.All([before, next], ticket => Assert.Contains("of another release", Assert.Throws<CommandException>(() => new TicketSeal("token").Open(ticket)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_ticket_of_which_a_bit_is_turned_is_none()
    {
        var seal = new TicketSeal("token");
        byte[] ticket = seal.Seal(new TicketContent("""{"dataset":"trips"}"""));

        for (int bit = 0; bit < ticket.Length * 8; bit++)
        {
            ticket[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<CommandException>(() => seal.Open(ticket));
            ticket[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }
}
