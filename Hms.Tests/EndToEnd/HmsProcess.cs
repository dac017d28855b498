using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Hms.Tests.EndToEnd;

/// <summary>A command line of hms in a process of its own: the program that lies beside these tests.</summary>
internal sealed partial class HmsProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private HmsProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => _process.HasExited;

    public static HmsProcess Start(params string[] args) => StartProgram(Path.Combine(AppContext.BaseDirectory, "hms.dll"), args);

    /// <summary>Starts any program of ours.</summary>
    public static HmsProcess StartProgram(string dll, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(dll);
        foreach (var arg in args) { start.ArgumentList.Add(arg); }
        return new HmsProcess(Process.Start(start)!);
    }

    public async Task<CommandResult> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return new CommandResult(_process.ExitCode, await _output, await _error);
    }

    /// <summary>Ends the process as a power cut does: no handler runs.</summary>
    public void KillAtOnce() => _process.Kill();

    /// <summary>Process numbers of its child processes that run now.</summary>
    public IReadOnlyList<int> Children()
    {
        try { return [.. File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(x => int.Parse(x, CultureInfo.InvariantCulture))]; }
        catch (IOException) { return []; }
    }

    /// <summary>Sends a signal.</summary>
    public void Send(PosixSignal signal) => Assert.Equal(0, Kill(_process.Id, signal == PosixSignal.SIGINT ? 2 : 15));

    /// <summary>Whether the process reacts to Ctrl+C: one started in the background of a script has it switched off.</summary>
    public bool CatchesInterrupt()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(text => text.StartsWith("SigCgt:", StringComparison.Ordinal));
        return (ulong.Parse(line[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0;
    }

    /// <summary>Names of the native libraries that are mapped now; empty when the process is gone.</summary>
    public IReadOnlyList<string> MappedLibraries()
    {
        try
        {
            return [.. File.ReadLines($"/proc/{_process.Id}/maps").Select(line => line[(line.LastIndexOf('/') + 1)..]).Where(name => name.Contains(".so", StringComparison.Ordinal)).Distinct()];
        }
        catch (IOException)
        {
            return [];
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
