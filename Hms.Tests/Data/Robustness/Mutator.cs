using System.Buffers.Binary;
using Hms.Signal.Randomness;

namespace Hms.Tests.Data.Robustness;

/// <summary>Damages a file in one of the ways in which files get damaged, or are meant to do damage: the same seed and index give the same bytes.</summary>
internal static class Mutator
{
    private const int LongestBlock = 64;

    private static readonly ulong[] Interesting =
    [
        0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0x7fffffffffffffff, 0x8000000000000000, 0xffffffffffffffff, 0x10000000, 0x40000000,
    ];

    /// <summary>What a text file can hold where a number is expected.</summary>
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "NaN", "-NaN", "Infinity", "1e999", "-1e999", "1e-999", "-0", "00", "0x10", "1_000", "9223372036854775808", "-9223372036854775809", "99999999999999999999999999", "2147483648", "-1", "1.5", "1,5",
            "\"", "\"\"", "\\", "\\u0000", "\\ud800", ",", ",,,,", ";", "\t", "\n", "\r", "\r\n", "\n\n", "\0", "\uFEFF", "'", "null", "true", "{}", "[]", "{", "}", "[", "]", ":", "//", "/*", "../../x", "/etc/passwd", "é", "\u202e", "٣",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
        [0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80],
        .. new[] { new string('9', 5000), new string('[', 3000), new string('"', 999), new string('a', 100_000), string.Concat(Enumerable.Repeat("{\"a\":", 500)) }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    private delegate byte[] Change(byte[] bytes, byte[] other, HashRandom random);

    private static readonly Change[] Binary = [FlipBits, FlipBits, SetByte, Truncate, Insert, Delete, CopyBlock, Splice, SetInteger, SetInteger, HugeVarint, Zeros];

    private static readonly Change[] Text = [.. Binary, PutWord, PutWord, PutWord, PutWord, ReplaceField, ReplaceField, ReplaceField, SwapLines];

    /// <summary>A damaged copy.</summary>
    /// <param name="bytes">A sound file.</param>
    /// <param name="other">Another file, of which pieces may be put in.</param>
    /// <param name="isText">Whether the words of text files are used, too.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="index">Which mutation.</param>
    public static byte[] Mutate(byte[] bytes, byte[] other, bool isText, ulong seed, int index)
    {
        var random = new HashRandom(SeedHash.Derive(seed, (ulong)index));
        var changes = isText ? Text : Binary;
        var result = bytes;
        for (var count = 1 + (random.NextInt(3) == 0 ? random.NextInt(4) : 0); count > 0; count--) { result = changes[random.NextInt(changes.Length)](result, other, random); }
        return result;
    }

    private static byte[] FlipBits(byte[] bytes, byte[] other, HashRandom random) => Edit(bytes, copy =>
    {
        for (var count = 1 + random.NextInt(3); count > 0; count--) { copy[Place(copy, random)] ^= (byte)(1 << random.NextInt(8)); }
    });

    private static byte[] SetByte(byte[] bytes, byte[] other, HashRandom random) => Edit(bytes, copy => copy[Place(copy, random)] = (byte)random.NextInt(256));

    private static byte[] Truncate(byte[] bytes, byte[] other, HashRandom random) => bytes[..random.NextInt(bytes.Length + 1)];

    private static byte[] Insert(byte[] bytes, byte[] other, HashRandom random)
    {
        var more = new byte[1 + random.NextInt(LongestBlock)];
        for (var i = 0; i < more.Length; i++) { more[i] = (byte)random.NextInt(256); }
        return Put(bytes, Place(bytes, random), 0, more);
    }

    private static byte[] Delete(byte[] bytes, byte[] other, HashRandom random)
    {
        var at = Place(bytes, random);
        return Put(bytes, at, Math.Min(1 + random.NextInt(LongestBlock), bytes.Length - at), []);
    }

    private static byte[] CopyBlock(byte[] bytes, byte[] other, HashRandom random)
    {
        var from = Place(bytes, random);
        var block = bytes.AsSpan(from, Math.Min(1 + random.NextInt(LongestBlock * 4), bytes.Length - from));
        var at = Place(bytes, random);
        return Put(bytes, at, random.NextInt(2) == 0 ? Math.Min(block.Length, bytes.Length - at) : 0, block);
    }

    private static byte[] Splice(byte[] bytes, byte[] other, HashRandom random) => [.. bytes.AsSpan(0, random.NextInt(bytes.Length + 1)), .. other.AsSpan(random.NextInt(other.Length + 1))];

    private static byte[] SetInteger(byte[] bytes, byte[] other, HashRandom random)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, Interesting[random.NextInt(Interesting.Length)]);
        var width = 1 << random.NextInt(4);
        if (random.NextInt(4) == 0) { number[..width].Reverse(); }
        var at = random.NextInt(4) == 0 ? Math.Max(0, bytes.Length - 8) : Place(bytes, random);
        return Put(bytes, at, Math.Min(width, bytes.Length - at), number[..width]);
    }

    /// <summary>Thrift and Snappy write lengths so that each byte holds seven bits.</summary>
    private static byte[] HugeVarint(byte[] bytes, byte[] other, HashRandom random)
    {
        byte[] number = [.. Enumerable.Repeat((byte)0xff, 1 + random.NextInt(10)), (byte)random.NextInt(128)];
        var at = Place(bytes, random);
        return Put(bytes, at, random.NextInt(2) == 0 ? Math.Min(1, bytes.Length - at) : Math.Min(number.Length, bytes.Length - at), number);
    }

    private static byte[] Zeros(byte[] bytes, byte[] other, HashRandom random) => Edit(bytes, copy =>
    {
        var from = Place(copy, random);
        copy.AsSpan(from, Math.Min(1 + random.NextInt(LongestBlock), copy.Length - from)).Fill((byte)(random.NextInt(2) * 255));
    });

    private static byte[] PutWord(byte[] bytes, byte[] other, HashRandom random)
    {
        var at = Place(bytes, random);
        return Put(bytes, at, random.NextInt(2) == 0 ? 0 : Math.Min(1 + random.NextInt(8), bytes.Length - at), Words[random.NextInt(Words.Length)]);
    }

    /// <summary>Replaces what stands between two separators.</summary>
    private static byte[] ReplaceField(byte[] bytes, byte[] other, HashRandom random)
    {
        var from = Place(bytes, random);
        while (from > 0 && !IsSeparator(bytes[from - 1])) { from--; }
        var to = from;
        while (to < bytes.Length && !IsSeparator(bytes[to])) { to++; }
        return Put(bytes, from, to - from, Words[random.NextInt(Words.Length)]);
    }

    private static byte[] SwapLines(byte[] bytes, byte[] other, HashRandom random)
    {
        var lines = System.Text.Encoding.Latin1.GetString(bytes).Split('\n');
        var (a, b) = (random.NextInt(lines.Length), random.NextInt(lines.Length));
        (lines[a], lines[b]) = random.NextInt(3) == 0 ? (lines[a] + lines[b], lines[a]) : (lines[b], lines[a]);
        return System.Text.Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static bool IsSeparator(byte value) => value is (byte)',' or (byte)'\n' or (byte)'\r' or (byte)':' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}';

    /// <summary>Anywhere, a third near the end and a sixth near the beginning, where the structure is.</summary>
    private static int Place(byte[] bytes, HashRandom random)
    {
        if (bytes.Length == 0) { return 0; }
        var near = Math.Min(bytes.Length, 2000);
        return random.NextInt(6) switch
        {
            0 or 1 => bytes.Length - 1 - random.NextInt(near),
            2 => random.NextInt(Math.Min(near, 256)),
            _ => random.NextInt(bytes.Length),
        };
    }

    private static byte[] Edit(byte[] bytes, Action<byte[]> edit)
    {
        if (bytes.Length == 0) { return bytes; }
        var copy = (byte[])bytes.Clone();
        edit(copy);
        return copy;
    }

    private static byte[] Put(byte[] bytes, int at, int removed, ReadOnlySpan<byte> more) => [.. bytes.AsSpan(0, at), .. more, .. bytes.AsSpan(at + removed)];
}
