using System.Numerics.Tensors;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Arithmetic of doubles; that of whole numbers is in <see cref="WholeKernel"/>. The sign of a remainder is the divisor's, as
/// in Python. Square root and rounding are exact to the last bit, all other functions are the platform's.
/// </summary>
internal static class ArithmeticKernel
{
    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, 16).Select(i => Math.Pow(10, i))];

    public static void Binary(Operation operation, Vector left, Vector right, Vector result, int count)
    {
        if (left.Type.Kind == LogicalKind.Real)
            Doubles(operation, left.Doubles.AsSpan(0, count), right.Doubles.AsSpan(0, count), result.Doubles);
        else if (result.Type.Kind == LogicalKind.Real && TimeScale.Differ(left.Type, right.Type))
            MixedMomentKernel.Seconds(left, right, result.Doubles, count);
        else if (result.Type.Kind == LogicalKind.Real)
            Seconds((LogicalTimestamp)left.Type, left.Longs, right.Longs, result.Doubles, count);
        else if (operation == Operation.Modulo)
            WholeKernel.Remainders(left, right, result, count);
        else
            WholeKernel.Binary(operation, left, right, result, count);
    }

    public static void Unary(ExpressionNode node, Vector input, Vector result, int count)
    {
        if (result.Type.Kind != LogicalKind.Real)
        {
            if (node.Operation == Operation.Round)
                WholeKernel.Round((int)-node.Literal.AsInt64, input, result, count);
            else
                WholeKernel.Unary(node.Operation, input, result, count);
            return;
        }
        ReadOnlySpan<double> x = input.Doubles.AsSpan(0, count);
        var y = result.Doubles;
        switch (node.Operation)
        {
            case Operation.Negate:
                TensorPrimitives.Negate(x, y);
                break;
            case Operation.Abs:
                TensorPrimitives.Abs(x, y);
                break;
            case Operation.Floor:
                TensorPrimitives.Floor(x, y);
                break;
            case Operation.Ceiling:
                TensorPrimitives.Ceiling(x, y);
                break;
            case Operation.SquareRoot:
                TensorPrimitives.Sqrt(x, y);
                break;
            case Operation.Truncate:
                TensorPrimitives.Truncate(x, y);
                break;
            case Operation.Round:
                Round(x, y, (int)node.Literal.AsInt64);
                break;
            case Operation.Log:
                for (int i = 0; i < x.Length; i++)
                    y[i] = Math.Log(x[i]);
                break;
            case Operation.Exp:
                for (int i = 0; i < x.Length; i++)
                    y[i] = Math.Exp(x[i]);
                break;
            default:
                var function = Function(node.Operation);
                for (int i = 0; i < x.Length; i++)
                    y[i] = function(x[i]);
                break;
        }
    }

    private static Func<double, double> Function(Operation operation) => operation switch
    {
        Operation.Log2 => Math.Log2,
        Operation.Log10 => Math.Log10,
        Operation.Sign => static x => x > 0 ? 1 : x < 0 ? -1 : x,
        Operation.Sine => Math.Sin,
        Operation.Cosine => Math.Cos,
        Operation.Tangent => Math.Tan,
        Operation.ArcSine => Math.Asin,
        Operation.ArcCosine => Math.Acos,
        Operation.ArcTangent => Math.Atan,
        Operation.HyperbolicTangent => Math.Tanh,
        _ => throw new InvalidOperationException($"{operation} is no function of one number."),
    };

    // A square is the product, to the last bit.
    private static double Power(double x, double y) => y == 2 ? x * x : Math.Pow(x, y);

    private static void Doubles(Operation operation, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result)
    {
        switch (operation)
        {
            case Operation.Add:
                TensorPrimitives.Add(a, b, result);
                break;
            case Operation.Subtract:
                TensorPrimitives.Subtract(a, b, result);
                break;
            case Operation.Multiply:
                TensorPrimitives.Multiply(a, b, result);
                break;
            case Operation.Divide:
                TensorPrimitives.Divide(a, b, result);
                break;
            case Operation.Power:
                for (int i = 0; i < a.Length; i++)
                    result[i] = Power(a[i], b[i]);
                break;
            case Operation.ProductError:
                for (int i = 0; i < a.Length; i++)
                {
                    double product = a[i] * b[i], size = Math.Abs(product);
                    result[i] = size >= ExactSum.Tiny && size < ExactSum.Huge ? Math.FusedMultiplyAdd(a[i], b[i], -product)
                        : a[i] == 0 || b[i] == 0 ? 0 : double.PositiveInfinity;
                }
                break;
            case Operation.ArcTangent2:
                for (int i = 0; i < a.Length; i++)
                    result[i] = Math.Atan2(a[i], b[i]);
                break;
            default:
                for (int i = 0; i < a.Length; i++)
                    result[i] = Remainder(a[i], b[i]);
                break;
        }
    }

    private static double Remainder(double a, double b)
    {
        double rest = a % b;
        return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
    }

    private static void Seconds(LogicalTimestamp type, long[] a, long[] b, double[] result, int count)
    {
        double ticks = type.TicksPerSecond;
        for (int i = 0; i < count; i++)
        {
            long difference = unchecked(a[i] - b[i]);
            bool wrapped = ((a[i] ^ b[i]) & (a[i] ^ difference)) < 0;
            result[i] = (wrapped ? (double)((Int128)a[i] - b[i]) : difference) / ticks;
        }
    }

    // To hundreds and their like as numpy does: of the number of hundreds.
    private static void Round(ReadOnlySpan<double> x, Span<double> y, int decimals)
    {
        if (decimals < 0)
        {
            double step = Math.Pow(10, -decimals);
            for (int i = 0; i < x.Length; i++)
                y[i] = Math.Round(x[i] / step) * step;
            return;
        }
        double power = PowersOfTen[decimals];
        for (int i = 0; i < x.Length; i++)
        {
            double scaled = x[i] * power;
            y[i] = double.IsFinite(scaled) ? Math.Round(scaled) / power : x[i];
        }
    }
}
