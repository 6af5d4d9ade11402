using System.Globalization;
using System.Text;

namespace Grid.Samples;

/// <summary>New York's 265 taxi zones and the borough of each, as the TLC's lookup table has them (<c>LocationID</c>, <c>Borough</c>), for joins with trips.</summary>
internal static class ZonesSample
{
    private const int Zones = 265;

    private static readonly (string Borough, string Zones)[] Boroughs =
    [
        ("Manhattan", "4 12-13 24 41-43 45 48 50 68 74-75 79 87-88 90 100 103-105 107 113-114 116 120 125 127-128 137 140-144 148 151-153 158 161-164 166 170 186 194 202 209 211 224 229-234 236-239 243-244 246 249 261-263"),
        ("EWR", "1"),
        ("Staten Island", "5-6 23 44 84 99 109-110 115 118 156 172 176 187 204 206 214 221 245 251"),
        ("Bronx", "3 18 20 31-32 46-47 51 58-60 69 78 81 94 119 126 136 147 159 167-169 174 182-185 199-200 208 212-213 220 235 240-242 247-248 250 254 259"),
        ("Queens", "2 7-10 15-16 19 27-28 30 38 53 56-57 64 70 73 82-83 86 92-93 95-96 98 101-102 117 121-122 124 129-132 134-135 138-139 145-146 157 160 171 173 175 179-180 191-193 196-198 201 203 205 207 215-216 218-219 223 226 252-253 258 260"),
        ("Brooklyn", "11 14 17 21-22 25-26 29 33-37 39-40 49 52 54-55 61-63 65-67 71-72 76-77 80 85 89 91 97 106 108 111-112 123 133 149-150 154-155 165 177-178 181 188-190 195 210 217 222 225 227-228 255-257"),
    ];

    /// <summary>Writes the zones to a file, or to zones.csv in a folder, and says in a line what it wrote.</summary>
    /// <param name="place">The file where it ends in <c>.csv</c>, whose folder exists; else the folder, which is made.</param>
    /// <param name="cancellation">Cancels; nothing is left behind.</param>
    /// <exception cref="SampleException">It cannot be written there.</exception>
    /// <exception cref="Sources.OutputException">Something else stands there, or the disk is full.</exception>
    public static async Task<string> WriteAsync(string place, CancellationToken cancellation)
    {
        string path = await CarriedFile.WriteAsync(place, "zones.csv", Encoding.UTF8.GetBytes(Text()), cancellation);
        return $"{Zones} taxi zones of New York and their boroughs, in {path}";
    }

    private static string Text()
    {
        var boroughs = new string[Zones + 1];
        // Two stand for what is not known.
        Array.Fill(boroughs, "Unknown");
        foreach (var (borough, zones) in Boroughs)
        {
            foreach (string range in zones.Split(' '))
            {
                int[] ends = [.. range.Split('-').Select(zone => int.Parse(zone, CultureInfo.InvariantCulture))];
                Array.Fill(boroughs, borough, ends[0], ends[^1] - ends[0] + 1);
            }
        }
        var text = new StringBuilder("LocationID,Borough\n");
        for (int zone = 1; zone <= Zones; zone++)
            text.Append(CultureInfo.InvariantCulture, $"{zone},{boroughs[zone]}\n");
        return text.ToString();
    }
}
