using System.Reflection;
using System.Text;

namespace Grid.Hosting.Tests;

/// <summary>What crosses the wire, as text: the grains' interfaces with their methods, and the messages with their members, by the names and numbers that they have there.</summary>
internal static class MessageContract
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Of some assemblies, in an order that does not depend on the code's.</summary>
    public static string Of(params IEnumerable<Assembly> assemblies)
    {
        var types = assemblies.SelectMany(a => a.GetTypes()).Where(t => !t.FullName!.StartsWith("OrleansCodeGen", StringComparison.Ordinal)).ToArray();
        var text = new StringBuilder();
        foreach (var type in types.Where(t => t.IsInterface && t.IsAssignableTo(typeof(IGrain))).OrderBy(WireName, StringComparer.Ordinal))
        {
            text.Append($"grain {WireName(type)}\n");
            foreach (var method in type.GetMethods().OrderBy(WireName, StringComparer.Ordinal))
            {
                string repeated = method.IsDefined(typeof(IdempotentAttribute)) ? ", may be repeated" : "";
                text.Append($"  {WireName(method)}({string.Join(", ", method.GetParameters().Select(p => TypeName(p.ParameterType)))}): {TypeName(method.ReturnType)}{repeated}\n");
            }
        }
        foreach (var type in types.Where(t => t.IsDefined(typeof(GenerateSerializerAttribute))).OrderBy(WireName, StringComparer.Ordinal))
        {
            text.Append($"{(type.IsEnum ? "enum" : "message")} {WireName(type)}\n");
            foreach (var member in type.GetMembers(Own).Where(m => m.IsDefined(typeof(IdAttribute))).OrderBy(m => m.GetCustomAttribute<IdAttribute>()!.Id))
                text.Append($"  {member.GetCustomAttribute<IdAttribute>()!.Id} {member.Name}: {TypeName(member is PropertyInfo p ? p.PropertyType : ((FieldInfo)member).FieldType)}\n");
        }
        foreach (var type in types.Where(t => t.IsEnum && (t.IsPublic || t.IsDefined(typeof(GenerateSerializerAttribute)))).OrderBy(WireName, StringComparer.Ordinal))
            text.Append($"enum {WireName(type)}: {string.Join(", ", Enum.GetNames(type).Select(name => $"{Convert.ToInt64(Enum.Parse(type, name))} {name}"))}\n");
        return text.ToString();
    }

    private static string WireName(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias ?? (member as Type)?.FullName ?? member.Name;

    private static string TypeName(Type type)
    {
        if (type.IsArray)
            return $"{TypeName(type.GetElementType()!)}[]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return $"{TypeName(value)}?";
        string name = type.GetCustomAttribute<AliasAttribute>()?.Alias ?? (type.Namespace is { } space && space.StartsWith("Grid", StringComparison.Ordinal) ? $"{space}.{type.Name}" : type.Name);
        return type.IsGenericType ? $"{name[..(name.IndexOf('`') is var at and >= 0 ? at : name.Length)]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>" : name;
    }
}
