using System.Security.Cryptography;
using System.Text;

namespace Grid.Hosting;

/// <summary>A secret that callers are to know, compared in a time that tells nothing of it.</summary>
internal sealed class SecretText(string text)
{
    private readonly byte[] _digest = Digest(text);

    /// <summary>Whether a caller knows it. By digests, so that the time tells nothing of its length either.</summary>
    public bool Is(string given) => CryptographicOperations.FixedTimeEquals(Digest(given), _digest);

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
