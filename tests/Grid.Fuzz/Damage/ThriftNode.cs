namespace Grid.Fuzz.Damage;

/// <summary>A value of Thrift's compact protocol, as a tree that can be changed and written again.</summary>
/// <param name="type">Its type's number.</param>
/// <param name="id">The number of the field that it is; 0 in lists.</param>
internal sealed class ThriftNode(byte type, int id)
{
    /// <summary>The types of the protocol.</summary>
    public const byte True = 1, False = 2, Int8 = 3, Int16 = 4, Int32 = 5, Int64 = 6, Double = 7, Binary = 8, List = 9, Set = 10, Map = 11, Struct = 12;

    public byte Type { get; set; } = type;

    public int Id { get; set; } = id;

    /// <summary>Of whole numbers.</summary>
    public long Number { get; set; }

    /// <summary>Of texts, doubles and bytes, as they lie there.</summary>
    public byte[] Bytes { get; set; } = [];

    /// <summary>Fields and elements.</summary>
    public List<ThriftNode> Children { get; } = [];

    /// <summary>Of a list: the type of its elements.</summary>
    public byte Of { get; set; }

    /// <summary>Of a list or a text: how many more it says to have than it has.</summary>
    public long Overstated { get; set; }

    public bool IsNumber => Type is Int16 or Int32 or Int64;

    /// <summary>The field of a number; null where there is none.</summary>
    public ThriftNode? Field(int number) => Children.Find(child => child.Id == number);

    /// <summary>It and all below it.</summary>
    public IEnumerable<ThriftNode> All() => Children.SelectMany(child => child.All()).Prepend(this);
}
