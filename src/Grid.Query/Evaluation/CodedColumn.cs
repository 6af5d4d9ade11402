using System.Numerics;
using System.Numerics.Tensors;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// A dictionary column as kernels read it: rows of codes from 0 to <see cref="NullCode"/>, where the last stands for null.
/// Loaded columns are read as they lie in memory; others (wide codes, nulls that are not coded) go through a buffer.
/// </summary>
internal sealed class CodedColumn
{
    private readonly PartitionTable _table;
    private int[] _buffer = [];
    private bool _isChecked;

    public CodedColumn(DictionaryColumn column, PartitionTable table)
    {
        (Column, _table) = (column, table);
        bool direct = column.NullCount == 0 || column.NullsCoded;
        Width = direct ? column.Codes.Type.Id switch
        {
            TypeId.UInt8 => 1,
            TypeId.UInt16 => 2,
            _ => 4,
        } : 4;
    }

    /// <summary>Makes sure, once a table, that every code is within the values: then kernels may look up without checks.</summary>
    /// <exception cref="ArgumentException">A code points past the values.</exception>
    public void Check()
    {
        if (_isChecked)
            return;
        if (Column.Length > 0 && Width < 4 && _table.Unchecked(Column))
        {
            int most = Width == 1 ? TensorPrimitives.Max(Codes8) : TensorPrimitives.Max(Codes16);
            if (most > NullCode || (most == NullCode && Column.NullCount == 0))
                throw new ArgumentException($"A dictionary of {NullCode} values has no code {most}.");
            _table.MarkChecked(Column);
        }
        _isChecked = true;
    }

    public DictionaryColumn Column { get; }

    public int NullCode => Column.Values.Length;

    /// <summary>1 and 2 where the codes can be read in place as bytes or 16-bit numbers; 4 where <see cref="Read"/> is to be used.</summary>
    public int Width { get; }

    public ReadOnlySpan<byte> Codes8 => ((PrimitiveColumn<byte>)Column.Codes).Values;

    public ReadOnlySpan<ushort> Codes16 => ((PrimitiveColumn<ushort>)Column.Codes).Values;

    /// <summary>The codes of some rows in a buffer that the next call overwrites.</summary>
    /// <exception cref="ArgumentException">A code points past the values.</exception>
    public ReadOnlySpan<int> Read(int start, int count)
    {
        if (_buffer.Length < count)
            _buffer = new int[count];
        var codes = _buffer.AsSpan(0, count);
        ColumnDispatch.Integers<Reading, bool>(Column.Codes, new Reading(this, start, codes));
        return codes;
    }

    private void Widen<T>(PrimitiveColumn<T> column, int start, Span<int> codes) where T : unmanaged, IBinaryInteger<T>
    {
        var values = column.Values.Slice(start, codes.Length);
        var validity = Column.NullCount == 0 ? null : Column.Validity;
        for (int i = 0; i < codes.Length; i++)
        {
            if (validity is { } bits && !bits[start + i])
            {
                codes[i] = NullCode;
                continue;
            }
            int code = int.CreateSaturating(values[i]);
            if ((uint)code >= (uint)NullCode)
                throw new ArgumentException($"A dictionary of {NullCode} values has no code {values[i]}, at row {start + i} of its batch.");
            codes[i] = code;
        }
    }

    private readonly ref struct Reading(CodedColumn column, int start, Span<int> codes) : IIntegerVisitor<bool>
    {
        private readonly Span<int> _codes = codes;

        public bool Visit<T>(PrimitiveColumn<T> values) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            column.Widen(values, start, _codes);
            return true;
        }
    }
}
