using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Answers as a record batch. Figures that are numbers of some rows and moments of others, such as the
/// least values of a description, are two columns, <c>min</c> and <c>min_moment</c>: numbers stay numbers.
/// </summary>
public static class AnswerBatch
{
    private const int GroupsOfPiece = 1 << 16;

    /// <summary>An answer as batches of the same columns, at least one: very many groups come in pieces.</summary>
    public static IEnumerable<RecordBatch> Of(Answer answer)
    {
        if (answer is not GroupByAnswer { Groups.Count: > GroupsOfPiece } groups)
            return [Of(answer.ToTable())];
        // The types of a piece go by its values: they are those of all where no piece has others.
        var first = Piece(groups, 0).Schema;
        for (int start = GroupsOfPiece; start < groups.Groups.Count; start += GroupsOfPiece)
        {
            if (!Piece(groups, start).Schema.Equals(first))
                return [Of(answer.ToTable())];
        }
        return Enumerable.Range(0, (groups.Groups.Count + GroupsOfPiece - 1) / GroupsOfPiece).Select(piece => Piece(groups, piece * GroupsOfPiece));
    }

    /// <summary>An answer's table as a batch.</summary>
    public static RecordBatch Of(AnswerTable table) => Batch(Parted(table));

    private static RecordBatch Piece(GroupByAnswer groups, int start)
    {
        int count = Math.Min(GroupsOfPiece, groups.Groups.Count - start);
        return Of((groups with { Groups = [.. Enumerable.Range(start, count).Select(i => groups.Groups[i])] }).ToTable());
    }

    private static AnswerTable Parted(AnswerTable table)
    {
        bool[] mixed = [.. table.Columns.Select((column, i) => column.IsFigure && column.Type.Kind == LogicalKind.Text && table.Rows.All(row => row[i].AsText is null))];
        return !mixed.Contains(true) ? table : AnswerTable.Of(
            [.. table.Columns.SelectMany((c, i) => mixed[i] ? new[] { (c.Name, true), ($"{c.Name}_moment", true) } : [(c.Name, c.IsFigure)])],
            [.. table.Rows.Select(row => (IReadOnlyList<Scalar>)[.. row.SelectMany((value, i) => !mixed[i] ? [value] : IsMoment(value) ? new[] { Scalar.Null, value } : [value, Scalar.Null])])]);
    }

    private static bool IsMoment(Scalar value) => value.Type is LogicalTimestamp or { Kind: LogicalKind.Date };

    private static RecordBatch Batch(AnswerTable table)
    {
        var columns = table.Columns.Select((column, i) => Column(column.Type, [.. table.Rows.Select(row => row[i])])).ToArray();
        return new RecordBatch(new Schema(table.Columns.Select((c, i) => new Field(c.Name, columns[i].Type))), columns, table.Rows.Count);
    }

    /// <summary>A column of a type, whose values are of that type or null.</summary>
    /// <param name="type">The type; of texts where it is none of the others that answers have.</param>
    /// <param name="values">The values, a row each.</param>
    public static Column Column(LogicalType type, Scalar[] values) => type switch
    {
        { Kind: LogicalKind.Bool } => ColumnFactory.Bool(values.Select(v => v.IsNull ? (bool?)null : v.AsInt64 != 0).ToArray()),
        { Kind: LogicalKind.Whole } or LogicalTimestamp => ColumnFactory.Primitive<long>(type.Storage, values.Select(v => v.IsNull ? (long?)null : v.AsInt64).ToArray()),
        { Kind: LogicalKind.Unsigned } => ColumnFactory.Primitive<ulong>(type.Storage, values.Select(v => v.IsNull ? (ulong?)null : unchecked((ulong)v.AsInt64)).ToArray()),
        { Kind: LogicalKind.Decimal } => ColumnFactory.Primitive<Int128>(type.Storage, values.Select(v => v.IsNull ? (Int128?)null : v.AsWhole).ToArray()),
        { Kind: LogicalKind.Real } => ColumnFactory.Float64(values.Select(v => v.IsNull ? (double?)null : v.AsDouble).ToArray()),
        { Kind: LogicalKind.Date } => ColumnFactory.Primitive<int>(type.Storage, values.Select(v => v.IsNull ? (int?)null : (int)v.AsInt64).ToArray()),
        _ => ColumnFactory.Utf8(values.Select(v => v.IsNull ? null : v.ToString()).ToArray()),
    };
}
