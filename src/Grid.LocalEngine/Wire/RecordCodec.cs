using System.Reflection;
using System.Runtime.CompilerServices;

namespace Grid.LocalEngine;

/// <summary>Messages, member by member.</summary>
internal sealed class RecordCodec : MessageCodec
{
    // Each type of a hierarchy numbers its own members: the numbers of a base class stand in a range of their own.
    private const int NumbersPerLevel = 1 << 12;

    private readonly Type _type;
    private readonly ConstructorInfo? _constructor;
    private readonly SortedDictionary<int, Member> _members = [];

    public RecordCodec(Type type)
    {
        _type = type;
        _constructor = type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []);
        var levels = new Stack<Type>();
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
            levels.Push(t);
        for (int level = 0; levels.TryPop(out var t); level++)
        {
            foreach (var property in t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (property.GetCustomAttribute<IdAttribute>() is { } id)
                    _members.Add((level * NumbersPerLevel) + (int)id.Id, new Member(property));
            }
        }
    }

    public override void Write(WireBuffer output, object? value)
    {
        output.Write(value is not null);
        if (value is null)
            return;
        if (value.GetType() != _type)
            throw new NotSupportedException($"A {value.GetType().Name} stands where a {_type.Name} is declared; messages are sent as their declared type.");
        output.Write7BitEncodedInt(_members.Count);
        foreach (var (number, member) in _members)
        {
            output.Write7BitEncodedInt(number);
            int start = output.StartCounted();
            member.Codec.Write(output, member.Get(value));
            output.EndCounted(start);
        }
    }

    public override object? Read(BinaryReader input, IReferenceMaker grains)
    {
        if (!input.ReadBoolean())
            return null;
        object value = _constructor is null ? RuntimeHelpers.GetUninitializedObject(_type) : _constructor.Invoke(null);
        int count = input.Read7BitEncodedInt();
        for (int i = 0; i < count; i++)
        {
            int number = input.Read7BitEncodedInt();
            int length = input.ReadInt32();
            long end = input.BaseStream.Position + length;
            if (_members.TryGetValue(number, out var member))
                member.Set(value, member.Codec.Read(input, grains));
            input.BaseStream.Position = end;
        }
        return value;
    }

    /// <summary>A numbered property. Its codec is found when it is first needed, as a message may hold messages of its own type.</summary>
    private sealed class Member
    {
        private readonly PropertyInfo _property;
        private readonly FieldInfo? _field;
        private MessageCodec? _codec;

        public Member(PropertyInfo property)
        {
            _property = property;
            if (property.SetMethod is null)
            {
                _field = property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)
                    ?? throw new NotSupportedException($"{property.DeclaringType!.Name}.{property.Name} cannot be read from another process: it cannot be set.");
            }
        }

        public MessageCodec Codec => _codec ??= Of(_property.PropertyType);

        public object? Get(object value) => _property.GetValue(value);

        public void Set(object value, object? member)
        {
            if (_field is not null)
                _field.SetValue(value, member);
            else
                _property.SetValue(value, member);
        }
    }
}
