using System.Numerics;
using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Arithmetic and comparisons of whole numbers against numbers of any length.</summary>
public class WholeKernelTests
{
    private static readonly (string Symbol, Func<BigInteger, BigInteger, BigInteger> Of)[] Operations =
        [("+", (a, b) => a + b), ("-", (a, b) => a - b), ("*", (a, b) => a * b)];

    [Fact]
    public void Arithmetic_is_exact_or_an_error_that_names_the_row() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        int rows = random.Next(3) == 0 ? random.Next(2047, 2051) : random.Next(1, 100);
        var types = new[] { random.Next(2) == 0 ? DataType.Int64 : DataType.UInt64, random.Next(2) == 0 ? DataType.Int64 : DataType.UInt64 };
        var values = types.Select(t => Enumerable.Range(0, rows).Select(_ => random.Next(20) == 0 ? Scalar.Null : Edge(random, t)).ToArray()).ToArray();
        var batch = RecordBatch.From([.. types.Select((t, c) => ($"{"ab"[c]}", RandomColumn.Encode(random, t, values[c])))]);
        var schema = new Schema(types.Select((t, c) => new Field($"{"ab"[c]}", t)));
        var table = new PartitionTable(schema, [batch], 1000);
        var (symbol, of) = Operations[random.Next(3)];
        var graph = new ExpressionGraph();
        int node = graph.Add(Binder.Bind($"a {symbol} b", new Scope(schema)));
        var type = graph.Nodes[node].Type;
        var evaluator = new BatchEvaluator(graph, table, batch);
        for (int start = 0; start < rows; start += BatchEvaluator.BlockRows)
        {
            int count = Math.Min(BatchEvaluator.BlockRows, rows - start);
            evaluator.MoveTo(start, count);
            for (int i = 0; i < count; i++)
            {
                Scalar a = values[0][start + i], b = values[1][start + i];
                if (a.IsNull || b.IsNull)
                {
                    Assert.True(evaluator.ScalarAt(node, i).IsNull);
                    continue;
                }
                var exact = of(Whole(a), Whole(b));
                bool holds = type == LogicalType.Unsigned ? exact >= 0 && exact <= ulong.MaxValue : exact >= long.MinValue && exact <= long.MaxValue;
                if (holds)
                {
                    Assert.Equal(exact, Whole(evaluator.ScalarAt(node, i)));
                    continue;
                }
                var error = Assert.Throws<QuestionException>(() => evaluator.ScalarAt(node, i));
                Assert.Equal(1000 + start + i, error.Row);
                Assert.Contains($"= {exact},", error.Message, StringComparison.Ordinal);
            }
        }
    });

    [Fact]
    public void Numbers_of_any_two_types_compare_as_the_numbers_that_they_are() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        DataType[] all = [DataType.Int64, DataType.UInt64, DataType.Float64];
        var types = new[] { all[random.Next(3)], all[random.Next(3)] };
        const int rows = 100;
        var values = types.Select(t => Enumerable.Range(0, rows).Select(_ => Edge(random, t)).ToArray()).ToArray();
        var batch = RecordBatch.From([.. types.Select((t, c) => ($"{"ab"[c]}", RandomColumn.Encode(random, t, values[c])))]);
        var schema = new Schema(types.Select((t, c) => new Field($"{"ab"[c]}", t)));
        foreach (string symbol in new[] { "==", "!=", "<", "<=", ">", ">=" })
        {
            // Columns with columns, and with a literal of the other's values.
            var literal = values[1][random.Next(rows)];
            string written = literal.Type == LogicalType.Real ? literal.AsDouble.ToString("E16") : literal.ToString();
            bool hasLiteral = random.Next(2) == 0 && !Reference.IsNaN(literal) && !Reference.IsInfinite(literal);
            var graph = new ExpressionGraph();
            int node = graph.Add(Binder.Bind(hasLiteral ? $"a {symbol} {written}" : $"a {symbol} b", new Scope(schema)));
            var evaluator = new BatchEvaluator(graph, new PartitionTable(schema, [batch]), batch);
            evaluator.MoveTo(0, rows);
            for (int i = 0; i < rows; i++)
                Assert.Equal(Compare(symbol, values[0][i], hasLiteral ? literal : values[1][i]), evaluator.ScalarAt(node, i).AsInt64 != 0);
        }
    });

    private static Scalar Edge(Random random, DataType type)
    {
        BigInteger[] edges = [0, 1, -1, 1L << 31, 1L << 32, 1L << 53, -(1L << 53), long.MaxValue, long.MinValue, ulong.MaxValue, (BigInteger)1 << 63, 3037000500];
        var whole = random.Next(4) == 0 ? random.NextInt64() >> random.Next(64) : edges[random.Next(edges.Length)] + random.Next(-2, 3);
        if (type == DataType.Float64)
        {
            return Scalar.Float64(random.Next(12) switch
            {
                0 => double.NaN,
                1 => double.PositiveInfinity,
                2 => -0.0,
                3 => 1e300,
                4 => (double)whole + 0.5,
                5 => Math.BitIncrement((double)whole),
                _ => (double)whole,
            });
        }
        return type == DataType.UInt64 ? Scalar.UInt64((ulong)(whole & ulong.MaxValue)) : Scalar.Int64((long)(ulong)(whole & ulong.MaxValue));
    }

    private static bool Compare(string symbol, Scalar a, Scalar b)
    {
        if (Reference.IsNaN(a) || Reference.IsNaN(b))
            return symbol == "!=";
        BigInteger Number(Scalar s) => !Reference.IsInfinite(s) ? Reference.Exact(s) : BigInteger.One << 4000;
        int order = Number(a).CompareTo(Number(b));
        return symbol switch
        {
            "==" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static BigInteger Whole(Scalar value) => value.Type == LogicalType.Unsigned ? (ulong)value.AsInt64 : value.AsInt64;
}
