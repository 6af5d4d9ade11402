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
            string lacks = what.Type.Id == TypeId.Float64 ? "of which no float64 keeps the digits" : $"which {what.Type} does not hold";
            string given = what.Inputs[0] is var input && graph.Nodes[input].Operation == Operation.Literal ? value : $"{value} is {inputs[0]}";
            return QuestionException.InRow(row, $"{given}, {lacks}; leave such rows out with a filter, or take values of one type.");
        }
        string reckoned = inputs.Count == 1
            ? $"of {inputs[0]}"
            : $"{inputs[0]} {ExpressionText.Symbol(what.Operation)} {(inputs[1].AsDouble < 0 ? $"({inputs[1]})" : inputs[1])}";
        return QuestionException.InRow(row,
            $"{text} is {reckoned} = {Exact(what.Operation, inputs)}, which {what.Type} does not hold; leave such rows out with a filter, or reckon in float64: 1.0 * {(inputs.Count == 1 ? "…" : ExpressionText.Operand(graph, what.Inputs[0]))}.");
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

    private static BigInteger Whole(Scalar value) => value.Type!.Id == TypeId.UInt64 ? (BigInteger)(ulong)value.AsInt64 : value.AsInt64;
}
