using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Grid.Flight;

/// <summary>
/// Makes tickets, and opens those alone that a silo of the same cluster has made: the version of what a ticket holds, and a HMAC-SHA256 of what
/// follows it, by a key that comes of the cluster's token and of that version. A silo of another release reads none that means something else to it.
/// </summary>
/// <param name="token">The cluster's token.</param>
internal sealed class TicketSeal(string token)
{
    /// <summary>The version of what a ticket holds.</summary>
    public const byte Version = 2;

    private const int SealSize = HMACSHA256.HashSizeInBytes;

    private readonly byte[] _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), (byte[])[.. "tickets of Grid's door for Arrow Flight"u8, Version]);

    /// <summary>A ticket.</summary>
    public byte[] Seal(TicketContent content)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(content);
        return [Version, .. HMACSHA256.HashData(_key, json), .. json];
    }

    /// <summary>What a ticket stands for.</summary>
    /// <exception cref="CommandException">No silo of the cluster has made it, or one of another release.</exception>
    public TicketContent Open(ReadOnlySpan<byte> ticket)
    {
        if (ticket is not [Version, .. { Length: > SealSize } content]
            || !CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_key, content[SealSize..]), content[..SealSize]))
            throw new CommandException($"ticket: its {ticket.Length} bytes are none of this cluster's, or of another release of it; a ticket is taken as it is from an endpoint of GetFlightInfo or ListFlights");
        return JsonSerializer.Deserialize<TicketContent>(content[SealSize..])!;
    }
}
