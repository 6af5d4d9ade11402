using System.Buffers;
using System.Text;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// An object of JSON a line, with every column in each. What JSON has no numbers for is written as Python, pandas and DuckDB write and
/// read it: <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.
/// </summary>
internal sealed class JsonRowText : RowText
{
    private readonly Style _style = new();
    private readonly byte[][] _names;

    public JsonRowText(Schema schema) : base(schema)
    {
        _names = new byte[schema.Count][];
        for (int i = 0; i < _names.Length; i++)
        {
            using var name = new Utf8Lines(64);
            name.Add(i == 0 ? (byte)'{' : (byte)',');
            _style.WriteText(Encoding.UTF8.GetBytes(schema[i].Name), name);
            name.Add((byte)':');
            _names[i] = name.Written.ToArray();
        }
    }

    public override void WriteHead(Utf8Lines to)
    {
        // The first row says it all.
    }

    public override void Write(RecordBatch batch, Utf8Lines to)
    {
        var cells = CellsOf(batch, _style);
        for (int row = 0; row < batch.Length; row++)
        {
            if (cells.Length == 0)
                to.Add((byte)'{');
            for (int i = 0; i < cells.Length; i++)
            {
                to.Add(_names[i]);
                cells[i].Write(row, to);
            }
            to.Add("}\n"u8);
        }
    }

    private sealed class Style : CellStyle
    {
        private static readonly SearchValues<byte> s_special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (byte)c), (byte)'"', (byte)'\\']);

        public override byte[] Null { get; } = "null"u8.ToArray();

        public override byte[] NaN { get; } = "NaN"u8.ToArray();

        public override byte[] Infinity { get; } = "Infinity"u8.ToArray();

        public override byte[] MinusInfinity { get; } = "-Infinity"u8.ToArray();

        public override bool QuotesMoments => true;

        public override void WriteText(ReadOnlySpan<byte> text, Utf8Lines to)
        {
            to.Add((byte)'"');
            for (int at; (at = text.IndexOfAny(s_special)) >= 0; text = text[(at + 1)..])
            {
                to.Add(text[..at]);
                Escape(text[at], to);
            }
            to.Add(text);
            to.Add((byte)'"');
        }

        private static void Escape(byte c, Utf8Lines to)
        {
            to.Add((byte)'\\');
            switch (c)
            {
                case (byte)'"' or (byte)'\\':
                    to.Add(c);
                    break;
                case (byte)'\n':
                    to.Add((byte)'n');
                    break;
                case (byte)'\r':
                    to.Add((byte)'r');
                    break;
                case (byte)'\t':
                    to.Add((byte)'t');
                    break;
                default:
                    to.Add("u00"u8);
                    to.Add((byte)(c < 16 ? '0' : '1'));
                    to.Add((byte)"0123456789abcdef"[c & 15]);
                    break;
            }
        }
    }
}
