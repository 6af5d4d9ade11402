using System.Security.Cryptography;

namespace Grid.Fuzz.Guided;

/// <summary>What is kept of a reader's fuzzing: inputs that took new ways, and those that something is wrong with.</summary>
internal sealed class FuzzFolder(string folder, string reader)
{
    private readonly string _corpus = Directory.CreateDirectory(Path.Combine(folder, reader, "corpus")).FullName;
    private readonly string _crashes = Directory.CreateDirectory(Path.Combine(folder, reader, "crashes")).FullName;

    /// <summary>Where the input is that is being read.</summary>
    public string Last => Path.Combine(folder, reader, "last");

    /// <summary>The inputs of runs before, in the order of their names.</summary>
    public IEnumerable<byte[]> Corpus() => Directory.GetFiles(_corpus).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    /// <summary>Keeps an input that took a new way.</summary>
    public void Add(byte[] input) => File.WriteAllBytes(Path.Combine(_corpus, NameOf(input)), input);

    /// <summary>Keeps an input that something is wrong with.</summary>
    /// <param name="kind">What is; of each kind, one is kept.</param>
    /// <param name="input">The bytes.</param>
    /// <param name="said">What was said.</param>
    /// <returns>Whether it is the first of its kind.</returns>
    public bool Add(string kind, byte[] input, string said)
    {
        string path = Path.Combine(_crashes, string.Concat(kind.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_')));
        if (File.Exists(path))
            return false;
        File.WriteAllBytes(path, input);
        File.WriteAllText($"{path}.txt", said);
        return true;
    }

    /// <summary>A name that the bytes have alone.</summary>
    public static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, 8));
}
