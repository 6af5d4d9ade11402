using System.Numerics;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Learning;

/// <summary>Reads a column of any encoding into plain arrays.</summary>
internal static class ColumnReader
{
    /// <summary>Whether the values are text, dictionary or not.</summary>
    public static bool IsText(LogicalType type) => type.Kind == LogicalKind.Text;

    /// <summary>The order of whole numbers that <see cref="AllIntegers"/> reads.</summary>
    public static Comparer<long> OrderOf(LogicalType type) => type == LogicalType.Unsigned
        ? Comparer<long>.Create((a, b) => ((ulong)a).CompareTo((ulong)b))
        : Comparer<long>.Default;

    /// <summary>The numbers of all batches' columns, one after the other.</summary>
    public static double[] AllNumbers(Column[] columns) => All<double>(columns, ReadNumbers);

    /// <summary>The numbers of all batches' columns, one after the other.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="into">Where they go: as many as the columns have together.</param>
    public static void AllNumbers(Column[] columns, double[] into) => All<double>(columns, ReadNumbers, into);

    /// <summary>The whole numbers of all batches' columns, one after the other.</summary>
    public static long[] AllIntegers(Column[] columns) => All<long>(columns, ReadIntegers);

    /// <summary>The texts of all batches' columns, one after the other.</summary>
    public static string?[] AllTexts(Column[] columns) => All<string?>(columns, ReadTexts);

    /// <summary>The values as doubles, NaN where they are null: truth values 0 and 1, days and ticks as they count.</summary>
    public static void ReadNumbers(Column column, Span<double> into)
    {
        switch (column)
        {
            case DictionaryColumn dictionary:
                var table = new double[dictionary.Values.Length];
                ReadNumbers(dictionary.Values, table);
                Look(dictionary, table, double.NaN, into);
                return;
            case BoolColumn bools:
                for (int i = 0; i < into.Length; i++)
                    into[i] = bools.Values[i] ? 1 : 0;
                break;
            case Utf8Column or PrimitiveColumn<Int128>:
                throw new LearningException($"a column of {column.Type} cannot be read as numbers.");
            default:
                ColumnDispatch.Numbers<Converting<double>, bool>(column, new Converting<double>(into));
                break;
        }
        if (column.Validity is { } validity)
        {
            for (int i = 0; i < into.Length; i++)
            {
                if (!validity[i])
                    into[i] = double.NaN;
            }
        }
    }

    /// <summary>The values as 64-bit integers; what stands where a null is, is undefined.</summary>
    public static void ReadIntegers(Column column, Span<long> into)
    {
        switch (column)
        {
            case DictionaryColumn dictionary:
                var table = new long[dictionary.Values.Length];
                ReadIntegers(dictionary.Values, table);
                Look(dictionary, table, 0, into);
                return;
            case BoolColumn bools:
                for (int i = 0; i < into.Length; i++)
                    into[i] = bools.Values[i] ? 1 : 0;
                break;
            case { Type: { IsInteger: true } or { Id: TypeId.Date32 or TypeId.Timestamp } }:
                ColumnDispatch.Numbers<Converting<long>, bool>(column, new Converting<long>(into));
                break;
            default:
                throw new LearningException($"a column of {column.Type} cannot be read as whole numbers.");
        }
    }

    /// <summary>The values as texts, null where they are null. Equal texts of a dictionary are one object.</summary>
    public static void ReadTexts(Column column, Span<string?> into)
    {
        if (column is DictionaryColumn dictionary)
        {
            var table = new string?[dictionary.Values.Length];
            ReadTexts(dictionary.Values, table);
            Look(dictionary, table, null, into);
            return;
        }
        var texts = column as Utf8Column ?? throw new LearningException($"a column of {column.Type} cannot be read as text.");
        for (int i = 0; i < into.Length; i++)
            into[i] = texts.GetString(i);
    }

    private static void Convert<TFrom, TTo>(PrimitiveColumn<TFrom> column, Span<TTo> into)
        where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo>
    {
        var values = column.Values;
        for (int i = 0; i < into.Length; i++)
            into[i] = TTo.CreateTruncating(values[i]);
    }

    private readonly ref struct Converting<TTo>(Span<TTo> into) : INumberVisitor<bool> where TTo : unmanaged, INumber<TTo>
    {
        private readonly Span<TTo> _into = into;

        public bool Visit<T>(PrimitiveColumn<T> column) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            if (typeof(T) == typeof(TTo))
                MemoryMarshal.Cast<T, TTo>(column.Values).CopyTo(_into);
            else
                Convert(column, _into);
            return true;
        }
    }

    private static void Look<T>(DictionaryColumn column, T[] table, T absent, Span<T> into)
    {
        bool nulls = column.Validity is not null;
        if (!nulls && column.Codes is PrimitiveColumn<byte> bytes)
        {
            var codes = bytes.Values;
            for (int i = 0; i < into.Length; i++)
                into[i] = table[codes[i]];
            return;
        }
        for (int i = 0; i < into.Length; i++)
            into[i] = nulls && !column.IsValid(i) ? absent : table[column.Code(i)];
    }

    private delegate void Reader<T>(Column column, Span<T> into);

    private static T[] All<T>(Column[] columns, Reader<T> read) => All(columns, read, new T[columns.Sum(c => c.Length)]);

    private static T[] All<T>(Column[] columns, Reader<T> read, T[] values)
    {
        int from = 0;
        foreach (var column in columns)
        {
            read(column, values.AsSpan(from, column.Length));
            from += column.Length;
        }
        return values;
    }
}
