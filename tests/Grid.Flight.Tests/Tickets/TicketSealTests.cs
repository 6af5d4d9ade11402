namespace Grid.Flight.Tests;

public sealed class TicketSealTests
{
    [Fact]
    public void Silos_of_one_token_open_one_anothers_tickets_and_no_others()
    {
        var content = new TicketContent("{}", "trips/1", 2, 3, "kept");

        Assert.Equal(content, new TicketSeal("token").Open(new TicketSeal("token").Seal(content)));
        Assert.Throws<CommandException>(() => new TicketSeal("other").Open(new TicketSeal("token").Seal(content)));
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
