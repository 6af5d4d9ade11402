using System.Text;

namespace Grid.Sources.Tests;

/// <summary>One column of fields in memory, as a pass lays them out for the parsers.</summary>
internal sealed unsafe class Block : IDisposable
{
    private readonly NativeScratch _text = new();
    private readonly NativeScratch _separators = new();
    private readonly NativeScratch _fields = new();

    public Block(IReadOnlyList<string> fields, bool crLf = false)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(fields.Select(f => f + (crLf ? "\r\n" : "\n"))));
        byte* text = _text.Reserve(RowBlock.Margin + bytes.Length + StructureScanner.Slack);
        new Span<byte>(text, RowBlock.Margin).Fill((byte)'9');
        text[RowBlock.Margin - 1] = (byte)'\n';
        bytes.CopyTo(new Span<byte>(text + RowBlock.Margin, bytes.Length));
        int* separators = (int*)_separators.Reserve((fields.Count + 1) * sizeof(int)) + 1;
        separators[-1] = RowBlock.Margin - 1;
        int at = RowBlock.Margin - 1;
        for (int i = 0; i < fields.Count; i++)
            separators[i] = at += Encoding.UTF8.GetByteCount(fields[i]) + (crLf ? 2 : 1);
        Rows = new RowBlock { Text = text, Separators = separators, Rows = fields.Count, Columns = 1, Quote = (byte)'"' };
        Fields = new ColumnFields(Rows, 0, _fields.Reserve(ColumnFields.BytesFor(fields.Count)));
    }

    public RowBlock Rows { get; }

    public ColumnFields Fields { get; }

    public void Dispose()
    {
        _text.Dispose();
        _separators.Dispose();
        _fields.Dispose();
    }
}
