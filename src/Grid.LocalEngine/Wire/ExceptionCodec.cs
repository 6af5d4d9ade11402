using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Grid.LocalEngine;

/// <summary>
/// Exceptions cross as themselves where their type allows: it has a constructor whose parameters bear the names of its
/// properties, and what that makes has the same message. Others become a <see cref="RemoteException"/> that names the type.
/// </summary>
internal static class ExceptionCodec
{
    private const int DeepestInner = 4;
    private static readonly ConcurrentDictionary<string, Type?> Types = new();

    /// <summary>Writes an exception and those within it.</summary>
    public static void Write(WireBuffer output, Exception exception, int depth = 0)
    {
        var type = exception.GetType();
        output.Write(type.FullName ?? type.Name);
        output.Write(exception.Message);
        output.Write(exception.StackTrace ?? "");
        var carried = Carried(type).Select(p => (p.Name, p.PropertyType, Value: p.GetValue(exception))).Where(p => p.Value is not null).ToArray();
        output.Write7BitEncodedInt(carried.Length);
        foreach (var (name, propertyType, value) in carried)
        {
            output.Write(name);
            int start = output.StartCounted();
            MessageCodec.Of(propertyType).Write(output, value);
            output.EndCounted(start);
        }
        bool hasInner = exception.InnerException is not null && depth < DeepestInner;
        output.Write(hasInner);
        if (hasInner)
            Write(output, exception.InnerException!, depth + 1);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Exception Read(BinaryReader input, IReferenceMaker grains)
    {
        string typeName = input.ReadString();
        string message = input.ReadString();
        string trace = input.ReadString();
        var type = Types.GetOrAdd(typeName, Find);
        var properties = type is null ? [] : Carried(type).ToDictionary(p => p.Name);
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["message"] = message };
        int count = input.Read7BitEncodedInt();
        for (int i = 0; i < count; i++)
        {
            string name = input.ReadString();
            int length = input.ReadInt32();
            long end = input.BaseStream.Position + length;
            if (properties.TryGetValue(name, out var property))
                values[name] = MessageCodec.Of(property.PropertyType).Read(input, grains);
            input.BaseStream.Position = end;
        }
        if (input.ReadBoolean())
            values["innerException"] = values["inner"] = Read(input, grains);
        var exception = Make(type, values, message) ?? new RemoteException($"{typeName}: {message}", values.GetValueOrDefault("inner") as Exception);
        if (trace.Length > 0)
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, trace);
        return exception;
    }

    // Only types that are loaded already: a name from another process loads nothing.
    private static Type? Find(string name) => AppDomain.CurrentDomain.GetAssemblies()
        .Select(a => a.GetType(name, throwOnError: false)).FirstOrDefault(t => t is not null && typeof(Exception).IsAssignableFrom(t) && !t.IsAbstract);

    private static IEnumerable<PropertyInfo> Carried(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(p => p.DeclaringType != typeof(Exception) && p.GetIndexParameters().Length == 0 && p.Name != nameof(Exception.Message)
            && (p.PropertyType.IsPrimitive || p.PropertyType.IsEnum || p.PropertyType == typeof(string) || Nullable.GetUnderlyingType(p.PropertyType) is { IsPrimitive: true }));

    private static Exception? Make(Type? type, Dictionary<string, object?> values, string message)
    {
        foreach (var constructor in (type?.GetConstructors() ?? []).OrderByDescending(c => c.GetParameters().Length))
        {
            var parameters = constructor.GetParameters();
            var arguments = new object?[parameters.Length];
            if (!parameters.Select((p, i) => TryBind(p, values, out arguments[i])).All(bound => bound))
                continue;
            try
            {
                if (constructor.Invoke(arguments) is Exception made && made.Message == message)
                    return made;
            }
            catch (TargetInvocationException)
            {
                // Another constructor may take these values.
            }
        }
        return null;
    }

    private static bool TryBind(ParameterInfo parameter, Dictionary<string, object?> values, out object? argument)
    {
        if (values.TryGetValue(parameter.Name!, out argument) && parameter.ParameterType.IsInstanceOfType(argument))
            return true;
        argument = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        return parameter.HasDefaultValue;
    }
}
