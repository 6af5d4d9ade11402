using System.Collections;
using System.Reflection;

namespace Grid.Hosting.Tests;

/// <summary>
/// Which types may be sent: values, texts, references to grains, and messages that are [GenerateSerializer] and [Immutable].
/// Arguments and answers go by reference within a process, and by bytes beyond it.
/// </summary>
internal static class MessageRules
{
    private const BindingFlags AllInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly HashSet<Type> Values =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly),
        typeof(TimeOnly), typeof(TimeSpan), typeof(Uri), typeof(Version), typeof(Int128), typeof(UInt128),
    ];

    /// <summary>Says what is wrong with a method of a grain's interface; null when nothing is.</summary>
    public static string? Refusal(MethodInfo method)
    {
        string name = $"{method.DeclaringType!.Name}.{method.Name}";
        if (method.IsGenericMethod)
            return $"{name} is generic";
        var answer = method.ReturnType;
        if (answer != typeof(Task) && !(answer.IsGenericType && answer.GetGenericTypeDefinition() == typeof(Task<>)))
            return $"{name} returns {Name(answer)}";
        if (answer.IsGenericType && Refusal(answer.GetGenericArguments()[0]) is { } unsent)
            return $"{name} returns what cannot be sent: {unsent}";
        foreach (var parameter in method.GetParameters())
        {
            bool isToken = parameter.ParameterType == typeof(CancellationToken);
            if (isToken && parameter.Position != method.GetParameters().Length - 1)
                return $"{name} has a CancellationToken that is not its last parameter";
            if (!isToken && Refusal(parameter.ParameterType) is { } refusal)
                return $"{name}, parameter '{parameter.Name}': {refusal}";
        }
        return null;
    }

    /// <summary>Says what is wrong with a type as a parameter or an answer; null when nothing is.</summary>
    public static string? Refusal(Type type) => Refusal(type, []);

    private static string? Refusal(Type type, HashSet<Type> seen)
    {
        if (type.IsArray)
            type = type.GetElementType()!;
        if (IsValue(type) || !seen.Add(type))
            return null;
        if (type.GetCustomAttribute<ImmutableAttribute>() is null)
            return $"{Name(type)} is not [Immutable], so it cannot be passed by reference; make it an [Immutable] message";
        if (type.GetCustomAttribute<GenerateSerializerAttribute>() is null)
            return $"{Name(type)} is not [GenerateSerializer], so it cannot leave the process";
        var numbers = new HashSet<(Type?, uint)>();
        foreach (var member in MembersOf(type))
        {
            if (member.GetCustomAttribute<IdAttribute>() is { } id && !numbers.Add((member.DeclaringType, id.Id)))
                return $"{Name(type)} has two members of [Id({id.Id})]";
            if (RefusalOfMember(member, seen) is { } refusal)
                return refusal;
        }
        return null;
    }

    private static IEnumerable<PropertyInfo> MembersOf(Type type)
    {
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            foreach (var property in t.GetProperties(AllInstance))
                yield return property;
        }
    }

    private static string? RefusalOfMember(PropertyInfo member, HashSet<Type> seen)
    {
        bool crosses = member.GetCustomAttribute<IdAttribute>() is not null;
        if (!crosses)
        {
            return member.SetMethod is { IsPublic: true }
                ? $"{Name(member.DeclaringType!)}.{member.Name} has no [Id], so it would be lost on the wire" : null;
        }
        return ElementOf(member.PropertyType) is { } element
            ? Refusal(element, seen) is { } refusal ? $"{Name(member.DeclaringType!)}.{member.Name}: {refusal}" : null
            : null;
    }

    /// <summary>Within an immutable message collections are as immutable as the message is: only what they hold is looked at.</summary>
    private static Type? ElementOf(Type type)
    {
        if (type.IsArray)
            return ElementOf(type.GetElementType()!);
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
            return type.GetGenericArguments().Select(ElementOf).FirstOrDefault(e => e is not null && !IsValue(e));
        return IsValue(type) ? null : type;
    }

    private static bool IsValue(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        // What Orleans names its silos and grains by, and lists of such, travel as Orleans has it.
        if (type.IsArray && IsValue(type.GetElementType()!))
            return true;
        return type == typeof(SiloAddress) || type == typeof(GrainId) || type.IsPrimitive || type.IsEnum || Values.Contains(type) || (type.IsInterface && typeof(IGrain).IsAssignableFrom(type));
    }

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
