namespace Grid.Query;

/// <summary>A few values of many that tell of which type all are (<see cref="ScalarColumn.TypeOf"/>): of each type the least and the greatest, or any.</summary>
internal static class TypeWitnesses
{
    public static IReadOnlyList<Scalar> Of(Scalar[] values)
    {
        var found = new List<Scalar>();
        foreach (var value in values)
        {
            if (value.Type is not { } type)
                continue;
            bool isWhole = CommonType.IsWhole(type) || type.Kind == Grid.Columns.LogicalKind.Decimal;
            int least = found.FindIndex(f => f.Type == type);
            if (least < 0)
                found.AddRange(isWhole ? [value, value] : [value]);
            else if (isWhole && value.AsWhole < found[least].AsWhole)
                found[least] = value;
            else if (isWhole && value.AsWhole > found[least + 1].AsWhole)
                found[least + 1] = value;
        }
        return found;
    }
}
