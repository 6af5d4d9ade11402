using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>The fields of a column with its numbers in the usual form, beside those that are written in another.</summary>
internal sealed unsafe class UsualNumbers(NumberForm form) : IDisposable
{
    private readonly NativeScratch _text = new();

    /// <summary>The fields of a block; valid until it is asked for the next.</summary>
    public ColumnFields Of(in ColumnFields fields)
    {
        long bytes = RowBlock.Margin;
        for (int row = 0; row < fields.Rows; row++)
            bytes += fields.Lengths[row] + 1;
        byte* text = _text.Reserve(bytes + StructureScanner.Slack);
        var usual = fields;
        int at = RowBlock.Margin, longest = 0;
        for (int row = 0; row < fields.Rows; row++)
        {
            var field = fields[row];
            // What stands before a field says whether it is in quotes.
            text[at++] = fields.Text[fields.Ends[row] - field.Length - 1];
            int length = form.Rewrite(field, new Span<byte>(text + at, field.Length));
            at += length;
            usual.Ends[row] = at;
            usual.Lengths[row] = length;
            usual.Words[row] = Unsafe.ReadUnaligned<ulong>(text + at - 8);
            longest = Math.Max(longest, length);
        }
        usual.Text = text;
        usual.Longest = longest;
        return usual;
    }

    public void Dispose() => _text.Dispose();
}
