using System.Numerics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Says which value of which row could not be computed, and why: <c>Row 3: id * 1000 is 9223372036854775807 * 1000 = …</c></summary>
internal static class ValueFault
{
    /// <summary>The fault of a node whose inputs are known.</summary>
    /// <param name="graph">Where the node is.</param>
    /// <param name="node">What failed.</param>
    /// <param name="inputs">The values that it was computed of.</param>
    /// <param name="row">Where, from 0, in the dataset.</param>
    public static QuestionException Of(ExpressionGraph graph, int node, IReadOnlyList<Scalar> inputs, long row)
    {
        var what = graph.Nodes[node];
        string text = ExpressionText.Of(graph, node);
        if (what.Operation is Operation.Cast or Operation.CastExactly)
        {
            string value = ExpressionText.Of(graph, what.Inputs[0]);
            string lacks = what.Type.Kind == LogicalKind.Real ? "of which no float64 keeps the digits" : $"which {what.Type} does not hold";
            string given = what.Inputs[0] is var input && graph.Nodes[input].Operation == Operation.Literal ? value : $"{value} is {inputs[0]}";
            return QuestionException.InRow(row, $"{given}, {lacks}; leave such rows out with a filter, or take values of one type.");
        }
        switch (what.Operation)
        {
            case Operation.Convert:
                return QuestionException.InRow(row, $"{text}: {NoValue(inputs[0], what.Type)}; try_cast gives null for such values{Instead(inputs[0], what.Type, graph.Nodes[what.Inputs[0]])}.");
            case Operation.TruncateMoment or Operation.Date:
                return QuestionException.InRow(row, $"{text} is of {inputs[0]}, and {(what.Type is LogicalTimestamp { Unit: TimeUnit.Nanosecond } ? $"{what.Type} does" : "moments that can be read do")} not reach that far back; leave such rows out with a filter.");
            case Operation.Substring:
                return QuestionException.InRow(row, $"{text} takes {inputs[2]} characters, and there are no fewer than none; greatest(…, 0) takes none then.");
            case Operation.Round:
                return QuestionException.InRow(row, $"{text} of {inputs[0]} is a number which {what.Type} does not hold; leave such rows out with a filter, or reckon in float64: 1.0 * {ExpressionText.Operand(graph, what.Inputs[0])}.");
        }
        if (inputs.Count == 1)
        {
            string operand = ExpressionText.Operand(graph, what.Inputs[0]);
            return QuestionException.InRow(row,
                $"{text} is {Exact(what.Operation, inputs)}, which {what.Type} does not hold; leave such rows out with a filter, or reckon in float64: {(what.Operation == Operation.Abs ? $"abs(1.0 * {operand})" : $"-1.0 * {operand}")}.");
        }
        string reckoned = $"{inputs[0]} {ExpressionText.Symbol(what.Operation)} {(inputs[1].AsDouble < 0 ? $"({inputs[1]})" : inputs[1])}";
        return QuestionException.InRow(row,
            $"{text} is {reckoned} = {Exact(what.Operation, inputs)}, which {what.Type} does not hold; leave such rows out with a filter, or reckon in float64: 1.0 * {ExpressionText.Operand(graph, what.Inputs[0])}.");
    }

    private static string NoValue(Scalar value, LogicalType type)
    {
        string shown = value.Type!.Kind == LogicalKind.Text ? $"'{value}'" : value.ToString();
        if (type.Kind is LogicalKind.Date or LogicalKind.Timestamp && value.AsText is { } text && MomentText.Parse(text, DateFormats.Either) is { } moment)
        {
            return moment.Orders == DateOrders.Ambiguous ? $"{shown} is two days, the month or the day being first"
                : moment.Form == MomentForm.Utc && type is not LogicalTimestamp { TimeZone: not null } ? $"{shown} has a time zone, and {type} has none; timestamptz has one"
                : type is LogicalTimestamp { TimeZone: not null } && moment.Form != MomentForm.Utc ? $"{shown} has no time zone, and {type} has one"
                : $"{type} does not hold {shown}";
        }
        return $"{shown} is no {type}";
    }

    private static string Instead(Scalar value, LogicalType type, ExpressionNode operand)
    {
        if (type.Kind is LogicalKind.Date or LogicalKind.Timestamp && value.AsText is { } text)
        {
            bool isEither = MomentText.Parse(text, DateFormats.Either) is { Orders: DateOrders.Ambiguous };
            // Of what is computed no file has a column.
            string column = operand.Operation == Operation.Column ? operand.Name : "NAME";
            return $", and a column of files is read otherwise by --schema {ShellWord.Of($"{column}:{(type.Kind == LogicalKind.Date ? "date" : "timestamp")}")} --date-format {(isEither ? "dmy, or mdy" : "with its pattern")}";
        }
        if (value.Type!.Kind == LogicalKind.Real && type.Kind is LogicalKind.Whole or LogicalKind.Unsigned)
            return ", and round(x), floor(x) or trunc(x) goes first where a fraction is to go";
        return type.Kind == LogicalKind.Date && value.Type.Kind == LogicalKind.Timestamp ? ", and date(x) leaves out the time of day" : "";
    }

    private static BigInteger Exact(Operation operation, IReadOnlyList<Scalar> inputs)
    {
        var a = Whole(inputs[0]);
        return operation switch
        {
            Operation.Add => a + Whole(inputs[1]),
            Operation.Subtract => a - Whole(inputs[1]),
            Operation.Multiply => a * Whole(inputs[1]),
            Operation.Abs => BigInteger.Abs(a),
            _ => -a,
        };
    }

    private static BigInteger Whole(Scalar value) => value.Type!.Kind == LogicalKind.Unsigned ? (BigInteger)(ulong)value.AsInt64 : value.AsInt64;
}
