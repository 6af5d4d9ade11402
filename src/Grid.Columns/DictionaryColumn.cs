using System.Numerics;

namespace Grid.Columns;

/// <summary>
/// A column of codes into distinct values. The loader makes every column of few distinct values one of these,
/// with ascending values (<see cref="DictionaryType.Ordered"/>), so that a statistic is read off the values and
/// <see cref="CodeCounts"/> instead of off the rows.
/// </summary>
public sealed class DictionaryColumn : Column
{
    private int[]? _counts;

    /// <summary>Makes a column of codes and values.</summary>
    /// <param name="codes">An integer column; its nulls are this column's. Each valid code is a position in <paramref name="values"/>.</param>
    /// <param name="values">The distinct values, none of them null.</param>
    /// <param name="ordered">True when the values ascend: numbers by value with NaN last, text by its UTF-8 bytes, false before true.</param>
    /// <param name="nullsCoded">
    /// True when every null slot holds the code <c>values.Length</c>: a kernel may then look up a table that is one
    /// longer than the values, and read no bitmap. Without nulls it says nothing.
    /// </param>
    /// <param name="counts">How often each value occurs, where the maker knows; its length is that of <paramref name="values"/>.</param>
    public DictionaryColumn(Column codes, Column values, bool ordered = false, bool nullsCoded = false, int[]? counts = null)
        : base(DataType.Dictionary(codes.Type, values.Type, ordered), codes.Length, codes.Validity, codes.NullCount)
    {
        if (values.NullCount != 0)
            throw new ArgumentException("A dictionary's values cannot be null; the codes are.", nameof(values));
        if (counts is not null && counts.Length != values.Length)
            throw new ArgumentException($"{values.Length} values were given {counts.Length} counts.", nameof(counts));
        (Codes, Values, NullsCoded, _counts) = (codes, values, nullsCoded, counts);
    }

    /// <summary>The codes, an integer column.</summary>
    public Column Codes { get; }

    /// <summary>The distinct values.</summary>
    public Column Values { get; }

    /// <summary>Whether the values ascend, so that codes compare as their values do.</summary>
    public bool IsOrdered => ((DictionaryType)Type).Ordered;

    /// <summary>Whether every null slot holds the code <c>Values.Length</c>.</summary>
    public bool NullsCoded { get; }

    /// <summary>How often each value occurs in this column; counted once, when first asked.</summary>
    public ReadOnlySpan<int> CodeCounts => _counts ??= CodeCounter.Count(this);

    /// <inheritdoc/>
    public override long ByteSize => Codes.ByteSize + Values.ByteSize + (_counts?.Length ?? 0) * sizeof(int);

    /// <summary>The position in <see cref="Values"/> of the value at a row, which must not be null.</summary>
    public int Code(int index) => ColumnDispatch.Integers<CodeAt, int>(Codes, new CodeAt(index));

    private protected override Column SliceCore(int offset, int length) =>
        new DictionaryColumn(Codes.Slice(offset, length), Values, IsOrdered, NullsCoded);

    private readonly struct CodeAt(int index) : IIntegerVisitor<int>
    {
        public int Visit<T>(PrimitiveColumn<T> codes) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => int.CreateChecked(codes.Values[index]);
    }
}
