namespace Grid.Query;

/// <summary>Applies an operation to vectors. Nulls in give nulls out, but where an operation says otherwise (and, or, is null, coalesce, case, least).</summary>
internal static class OperationKernel
{
    public static void Apply(ExpressionNode node, ReadOnlySpan<Vector> inputs, Vector result, int count)
    {
        result.Reset(count);
        switch (node.Operation)
        {
            case Operation.And or Operation.Or:
                LogicKernel.AndOr(inputs[0], inputs[1], result, count, node.Operation == Operation.And);
                TakeFaults(inputs, result, count);
                return;
            case Operation.IsNull:
                LogicKernel.IsNull(inputs[0], result, count);
                for (int i = 0; inputs[0].HasFaults && i < count; i++)
                {
                    if (inputs[0].IsFaulty(i))
                        result.Fail(i, count);
                }
                return;
            case Operation.Coalesce:
                CoalesceKernel.Apply(inputs, result, count);
                return;
            case Operation.Case:
                CaseKernel.Apply(inputs, result, count);
                return;
            case Operation.Least or Operation.Greatest:
                ExtremeKernel.Apply(inputs, result, count, node.Operation == Operation.Least);
                return;
        }
        Validity(inputs, result, count);
        switch (node.Operation)
        {
            case Operation.Not:
                LogicKernel.Not(inputs[0], result, count);
                break;
            case Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide or Operation.Modulo or Operation.Power or Operation.ArcTangent2 or Operation.ProductError:
                ArithmeticKernel.Binary(node.Operation, inputs[0], inputs[1], result, count);
                break;
            case Operation.Negate or (>= Operation.Abs and <= Operation.Truncate) or (>= Operation.Log2 and <= Operation.HyperbolicTangent):
                ArithmeticKernel.Unary(node, inputs[0], result, count);
                break;
            case >= Operation.Equal and <= Operation.GreaterOrEqual:
                CompareKernel.Compare(node.Operation, inputs[0], inputs[1], result.Bits, count);
                break;
            case Operation.In:
                CompareKernel.In(node, inputs[0], result.Bits, count);
                break;
            case Operation.Ordinal:
                OrdinalKernel.Apply(node, inputs[0], result, count);
                break;
            case Operation.NaNToNull:
                NaNKernel.ToNull(inputs[0], result, count);
                break;
            case Operation.IsNaN:
                NaNKernel.Find(inputs[0].Doubles.AsSpan(0, count), result.Bits);
                break;
            case Operation.Cast:
                CastKernel.Apply(inputs[0], result, count);
                break;
            case Operation.CastExactly:
                CastKernel.Exactly(inputs[0], result, count);
                break;
            case Operation.Convert or Operation.TryConvert:
                ConvertKernel.Apply(inputs[0], result, count, node.Operation == Operation.Convert);
                break;
            case >= Operation.Year and <= Operation.DayOfYear:
                CalendarKernel.Apply(node.Operation, inputs[0], result, count);
                break;
            case Operation.Date:
                MomentStepKernel.Days(inputs[0], result, count);
                break;
            case Operation.TruncateMoment:
                MomentStepKernel.Apply(node.Step, inputs[0], result, count);
                break;
            case Operation.Length:
                TextKernel.Length(inputs[0], result, count);
                break;
            case Operation.Trim or Operation.TrimStart or Operation.TrimEnd:
                TextSliceKernel.Trim(node, inputs[0], result, count);
                break;
            case Operation.Substring:
                TextSliceKernel.Substring(inputs, result, count);
                break;
            case >= Operation.Contains and <= Operation.RegexExtract:
                TextMatchKernel.Apply(node, inputs, result, count);
                break;
            case Operation.Lower or Operation.Upper or Operation.Replace or Operation.Concat:
                TextKernel.Apply(node.Operation, inputs, result, count);
                break;
            default:
                throw new InvalidOperationException($"{node.Operation} is not applied to vectors.");
        }
        TakeFaults(inputs, result, count);
    }

    private static void TakeFaults(ReadOnlySpan<Vector> inputs, Vector result, int count)
    {
        foreach (var input in inputs)
            result.TakeFaults(input, count);
    }

    private static void Validity(ReadOnlySpan<Vector> inputs, Vector result, int count)
    {
        foreach (var input in inputs)
        {
            if (input.AllValid)
                continue;
            bool first = result.AllValid;
            var valid = result.Nullable(count);
            for (int w = 0; w < valid.Length; w++)
                valid[w] = first ? input.Valid[w] : valid[w] & input.Valid[w];
        }
    }
}
