using System.Text;

namespace Grid.Query.Tests;

/// <summary>Answers as text to the last bit, so that two of them can be compared.</summary>
public static class Bits
{
    public static string Of(object? value)
    {
        switch (value)
        {
            case null:
                return "-";
            case Scalar s:
                return s.IsNull ? "null" : s.Type == Grid.Columns.LogicalType.Real ? $"f{BitConverter.DoubleToInt64Bits(s.AsDouble):X}" : $"{s.Type}:{s}";
            case double d:
                return $"d{BitConverter.DoubleToInt64Bits(d):X}";
            case string t:
                return t;
            case System.Collections.IEnumerable list:
                return $"[{string.Join(",", list.Cast<object?>().Select(Of))}]";
        }
        var type = value.GetType();
        if (type.Namespace != "Grid.Query")
            return value.ToString()!;
        var text = new StringBuilder(type.Name).Append('(');
        foreach (var property in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract"))
            text.Append(property.Name).Append('=').Append(Of(property.GetValue(value))).Append(';');
        return text.Append(')').ToString();
    }
}
