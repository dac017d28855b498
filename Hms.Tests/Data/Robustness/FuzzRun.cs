using System.Diagnostics;
using System.Globalization;

namespace Hms.Tests.Data.Robustness;

/// <summary>
/// Gives a reader damaged files and requires, of each: a result or one of our own errors, within 5 s, and no more memory than twice the file and 64 MB.
/// HMS_FUZZ_MUTATIONS sets how many; HMS_FUZZ_INDEX runs one alone; HMS_FUZZ_KEEP names a folder that the failing file is put into.
/// </summary>
internal sealed class FuzzRun
{
    private const ulong Seed = 20261123;
    private const long BytesAllowed = 64L << 20;
    private const int Tries = 3;
    private static readonly TimeSpan LongestParse = TimeSpan.FromSeconds(5);

    /// <summary>A machine with much else to do is slow now and then; one that never ends is not.</summary>
    private static readonly TimeSpan Endless = TimeSpan.FromSeconds(60);

    private readonly string _format;
    private readonly bool _isText;
    private readonly Type[] _own;
    private int _accepted;
    private int _refused;
    private string? _failure;
    private long _begun;
    private int _index = -1;

    /// <param name="format">Name of the format, for messages.</param>
    /// <param name="isText">Whether it is a text.</param>
    /// <param name="own">The errors that the reader may throw.</param>
    public FuzzRun(string format, bool isText, params Type[] own) => (_format, _isText, _own) = (format, isText, own);

    public int Accepted => _accepted;

    public int Refused => _refused;

    /// <summary>How many mutations to run.</summary>
    /// <param name="usual">Where the environment says nothing.</param>
    public static int Mutations(int usual) => int.TryParse(Environment.GetEnvironmentVariable("HMS_FUZZ_MUTATIONS"), CultureInfo.InvariantCulture, out var wanted) && wanted > 0 ? wanted : usual;

    /// <summary>Runs mutations of some sound files in turn.</summary>
    /// <param name="seeds">Sound files, which the reader must accept.</param>
    /// <param name="count">How many mutations.</param>
    /// <param name="parse">Reads bytes, and throws where a result makes no sense.</param>
    public void Run(IReadOnlyList<byte[]> seeds, int count, Action<byte[]> parse)
    {
        foreach (var seed in seeds) { parse(seed); }
        int? only = int.TryParse(Environment.GetEnvironmentVariable("HMS_FUZZ_INDEX"), CultureInfo.InvariantCulture, out var index) ? index : null;
        var files = (from: only ?? 0, to: only + 1 ?? count);
        Watch(() =>
        {
            for (var i = files.from; i < files.to && _failure is null; i++)
            {
                var bytes = Mutator.Mutate(seeds[i % seeds.Count], seeds[(i + 1) % seeds.Count], _isText, Seed, i);
                One(i, bytes, parse);
            }
        });
        TestContext.Current.SendDiagnosticMessage($"{_format}: {_accepted + _refused} mutations, {_accepted} accepted, {_refused} refused.");
        Assert.True(_failure is null, _failure);
    }

    /// <summary>Runs files that are given: truncations, files of the regression folder.</summary>
    public void RunEach(IEnumerable<byte[]> files, Action<byte[]> parse)
    {
        Watch(() =>
        {
            var i = 0;
            foreach (var bytes in files)
            {
                if (_failure is not null) { return; }
                One(i++, bytes, parse);
            }
        });
        Assert.True(_failure is null, _failure);
    }

    /// <summary>Every 200th part of a length, and each length near the given borders.</summary>
    public static IEnumerable<byte[]> Truncations(byte[] bytes, params int[] borders)
    {
        const int Parts = 200;
        const int Near = 12;
        return Enumerable.Range(0, Parts).Select(i => (int)((long)bytes.Length * i / Parts))
            .Concat(borders.Append(0).Append(bytes.Length).SelectMany(border => Enumerable.Range(border - Near, 2 * Near)))
            .Where(length => length >= 0 && length < bytes.Length).Distinct().Select(length => bytes[..length]);
    }

    private void One(int index, byte[] bytes, Action<byte[]> parse)
    {
        Volatile.Write(ref _begun, Stopwatch.GetTimestamp());
        Volatile.Write(ref _index, index);
        var before = GC.GetAllocatedBytesForCurrentThread();
        if (TryParse(index, bytes, parse)) { _accepted++; }
        else { _refused++; }
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        if (taken > 2L * bytes.Length + BytesAllowed) { Fail(index, bytes, $"{taken} bytes were allocated for a file of {bytes.Length}."); }
        if (Stopwatch.GetElapsedTime(_begun) > LongestParse && Enumerable.Range(1, Tries - 1).All(_ => IsSlow(index, bytes, parse))) { Fail(index, bytes, $"took longer than {LongestParse.TotalSeconds} s {Tries} times."); }
        Volatile.Write(ref _index, -1);
    }

    private bool IsSlow(int index, byte[] bytes, Action<byte[]> parse)
    {
        var begun = Stopwatch.GetTimestamp();
        TryParse(index, bytes, parse);
        return Stopwatch.GetElapsedTime(begun) > LongestParse;
    }

    private bool TryParse(int index, byte[] bytes, Action<byte[]> parse)
    {
        try
        {
            parse(bytes);
            return true;
        }
        catch (Exception error) when (_own.Contains(error.GetType()) && error.Message.Length > 0)
        {
            return false;
        }
        catch (Exception error)
        {
            Fail(index, bytes, error.ToString());
            return false;
        }
    }

    private void Fail(int index, byte[] bytes, string what)
    {
        if (Environment.GetEnvironmentVariable("HMS_FUZZ_KEEP") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, $"{_format.Replace(' ', '-').Replace('/', '-')}-{index}.bin"), bytes);
        }
        _failure ??= $"{_format}, seed {Seed}, mutation {index} ({bytes.Length} bytes; run it alone with HMS_FUZZ_INDEX={index}): {what}";
    }

    /// <summary>Runs on a thread with the usual stack, and gives up where one file takes too long.</summary>
    private void Watch(Action work)
    {
        const int StackBytes = 1 << 20;
        Exception? broken = null;
        var worker = new Thread(() =>
        {
            try { work(); }
            catch (Exception error) { broken = error; }
        }, StackBytes) { IsBackground = true };
        worker.Start();
        while (!worker.Join(TimeSpan.FromMilliseconds(200)))
        {
            var index = Volatile.Read(ref _index);
            if (index >= 0 && Stopwatch.GetElapsedTime(Volatile.Read(ref _begun)) > Endless) { Assert.Fail($"{_format}, seed {Seed}, mutation {index}: still not read after {Endless.TotalSeconds} s."); }
        }
        if (broken is not null) { throw new InvalidOperationException("The run itself broke.", broken); }
    }
}
