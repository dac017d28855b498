namespace Hms.Experiments.Running.Reruns;

/// <summary>An ONNX file without the version of the program that wrote it.</summary>
internal static class OnnxContent
{
    /// <summary>Field producer_version of ModelProto.</summary>
    private const ulong ProducerVersion = 3;

    /// <summary>The bytes of all other fields of the file's outermost message, in order.</summary>
    /// <param name="file">An ONNX file.</param>
    /// <returns>The bytes; the whole file where it is not a message that can be walked.</returns>
    public static byte[] Of(byte[] file)
    {
        using var kept = new MemoryStream(file.Length);
        for (var at = 0; at < file.Length;)
        {
            var begin = at;
            if (ReadVarint(file, ref at) is not { } tag || !Skip(file, (int)(tag & 7), ref at)) { return file; }
            if (tag >> 3 != ProducerVersion) { kept.Write(file, begin, at - begin); }
        }
        return kept.ToArray();
    }

    private static bool Skip(byte[] file, int wireType, ref int at)
    {
        var length = wireType switch { 1 => 8UL, 5 => 4UL, 2 => ReadVarint(file, ref at) ?? ulong.MaxValue, 0 => ReadVarint(file, ref at) is null ? ulong.MaxValue : 0, _ => ulong.MaxValue };
        if (length > (ulong)(file.Length - at)) { return false; }
        at += (int)length;
        return true;
    }

    private static ulong? ReadVarint(byte[] file, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64 && at < file.Length; shift += 7)
        {
            var next = file[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) { return value; }
        }
        return null;
    }
}
