using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Learning;

/// <summary>The classes of a target column, ascending. Class k of a model is the k-th of them.</summary>
public sealed class ClassLabels
{
    internal ClassLabels(Column values)
    {
        Values = values;
        Names = [.. Enumerable.Range(0, values.Length).Select(i => Text(values, i))];
    }

    /// <summary>How many classes there are.</summary>
    public int Count => Values.Length;

    /// <summary>The classes as values of the target column's logical type.</summary>
    public Column Values { get; }

    /// <summary>The classes as text.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Classes that are kept as integers, as a column of their type.</summary>
    internal static Column Column(LogicalType type, long[] values) => type.Kind switch
    {
        LogicalKind.Bool => new BoolColumn(Bitmap.From([.. values.Select(v => v != 0)])),
        LogicalKind.Date => ColumnFactory.Primitive<int>(type.Storage, [.. values.Select(v => (int)v)]),
        LogicalKind.Unsigned => ColumnFactory.Primitive<ulong>(type.Storage, MemoryMarshal.Cast<long, ulong>(values.AsSpan())),
        _ => ColumnFactory.Primitive<long>(type.Storage, values),
    };

    private static string Text(Column values, int i) => values switch
    {
        Utf8Column c => c.GetString(i)!,
        BoolColumn c => c.Values[i] ? "true" : "false",
        PrimitiveColumn<double> c => c.Values[i].ToString("R"),
        PrimitiveColumn<ulong> c => c.Values[i].ToString(),
        PrimitiveColumn<int> { Type.Id: TypeId.Date32 } c => MomentText.Of(LogicalType.Date, c.Values[i]),
        PrimitiveColumn<long> { Type: TimestampType type } c => MomentText.Of(type.Moments, c.Values[i]),
        PrimitiveColumn<long> c => c.Values[i].ToString(),
        _ => throw new LearningException($"a target of {values.Type} has no classes."),
    };
}
