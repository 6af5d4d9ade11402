using System.Security.Cryptography;
using System.Text;

namespace Grid.Learning;

/// <summary>
/// A file that knows whether it is whole: eight letters that say what it is, its version as a 32-bit integer, the length of
/// what follows as a 64-bit integer, the content, and the SHA-256 of everything before it.
/// </summary>
internal static class SealedFile
{
    private const int HeadLength = 20;

    public static byte[] Seal(string letters, int version, Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Encoding.ASCII.GetBytes(letters));
        writer.Write(version);
        writer.Write(0L);
        write(writer);
        writer.Flush();
        long length = stream.Length - HeadLength;
        stream.Position = HeadLength - sizeof(long);
        writer.Write(length);
        writer.Flush();
        stream.Position = stream.Length;
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        writer.Flush();
        return stream.ToArray();
    }

    /// <param name="bytes">The file.</param>
    /// <param name="letters">What it must be.</param>
    /// <param name="version">The latest version that can be read.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <param name="read">Reads the content.</param>
    /// <exception cref="LearningException">It is something else, of a later version, or damaged.</exception>
    public static T Open<T>(byte[] bytes, string letters, int version, string name, Func<BinaryReader, T> read)
    {
        if (bytes.Length < HeadLength || !bytes.AsSpan(0, 8).SequenceEqual(Encoding.ASCII.GetBytes(letters)))
            throw new LearningException($"{name} is not a model that Grid has saved.");
        int written = BitConverter.ToInt32(bytes, 8);
        if (written > version)
            throw new LearningException($"{name} was saved by a later version of Grid (format {written}; this one reads up to {version}); update Grid to read it.");
        long length = BitConverter.ToInt64(bytes, 12);
        int end = bytes.Length - SHA256.HashSizeInBytes;
        if (written < 1 || length != end - HeadLength || !SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end)))
            throw new LearningException($"{name} is damaged: its checksum does not match its content; save the model again.");
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, HeadLength, (int)length), Encoding.UTF8);
            return read(reader);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException or OverflowException or FormatException)
        {
            throw new LearningException($"{name} is damaged: {e.Message}", e);
        }
    }
}
