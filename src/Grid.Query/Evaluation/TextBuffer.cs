using System.Text;

namespace Grid.Query;

/// <summary>Texts that a kernel writes one after the other.</summary>
internal sealed class TextBuffer
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    /// <summary>What is written so far.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Add(ReadOnlySpan<byte> text) => text.CopyTo(Reserve(text.Length));

    public void Add(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetByteCount(text)));

    private Span<byte> Reserve(int count)
    {
        long length = (long)Length + count;
        if (length > Array.MaxLength)
            throw new QuestionException("the texts that are computed of a part of the table take more than 2 GiB; filter it, or take parts of the texts.");
        if (length > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max(_bytes.Length * 2L, length), Array.MaxLength));
        Length = (int)length;
        return _bytes.AsSpan(Length - count, count);
    }
}
