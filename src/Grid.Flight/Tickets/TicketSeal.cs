using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Grid.Flight;

/// <summary>
/// Makes tickets, and opens those alone that a silo of the same cluster has made: a HMAC-SHA256 of what follows it, by a key that comes of the
/// cluster's token.
/// </summary>
/// <param name="token">The cluster's token.</param>
internal sealed class TicketSeal(string token)
{
    private readonly byte[] _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "tickets of Grid's door for Arrow Flight"u8);

    /// <summary>A ticket.</summary>
    public byte[] Seal(TicketContent content)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(content);
        return [.. HMACSHA256.HashData(_key, json), .. json];
    }

    /// <summary>What a ticket stands for.</summary>
    /// <exception cref="CommandException">No silo of the cluster has made it.</exception>
    public TicketContent Open(ReadOnlySpan<byte> ticket)
    {
        const int size = HMACSHA256.HashSizeInBytes;
        if (ticket.Length <= size || !CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_key, ticket[size..]), ticket[..size]))
            throw new CommandException($"ticket: its {ticket.Length} bytes are none of this cluster's; a ticket is taken as it is from an endpoint of GetFlightInfo or ListFlights");
        return JsonSerializer.Deserialize<TicketContent>(ticket[size..])!;
    }
}
