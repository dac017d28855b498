using System.Diagnostics;
using System.Globalization;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Storage;

/// <summary>A process of its own that runs trials in a store: waiting ones first, then new ones; it logs each event after the store has it.</summary>
public sealed class StorageChild
{
    private const string Variable = "HMS_TEST_STORAGE_CHILD";
    private const int Steps = 3;
    private readonly Process? _process;

    /// <summary>The child itself; the test runner makes it.</summary>
    public StorageChild() => (Owner, LogPath) = ("", "");

    private StorageChild(Process process, string owner, string logPath) => (_process, Owner, LogPath) = (process, owner, logPath);

    /// <summary>Who runs the trials.</summary>
    internal string Owner { get; }

    /// <summary>File of the events.</summary>
    internal string LogPath { get; }

    /// <summary>Not a test of its own: the work of the child.</summary>
    [Fact(Explicit = true)]
    public void Child_RunsTrials()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } setting) { return; }
        var parts = setting.Split('|');
        using var storage = StudyStores.Open(parts[0]);
        var study = storage.ReadStudies()[0];
        using var log = new FileStream(parts[2], FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        void Log(string line) => log.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
        var terms = new LeaseTerms(parts[1], TimeSpan.FromHours(1));
        var next = 0;
        for (var done = 0; done < int.Parse(parts[3], CultureInfo.InvariantCulture); done++)
        {
            var trial = Take(storage, study, terms, ref next);
            Log(StorageLog.Began(trial.Number));
            var lease = new TrialLease(trial.Id, trial.Attempt);
            for (var step = 0; step < Steps; step++)
            {
                storage.ReportIntermediate(lease, step, [trial.Number + step]);
                Log(StorageLog.Reported(trial.Number, step));
            }
            storage.FinishTrial(lease, new TrialOutcome(TrialState.Complete, [trial.Number]));
            Log(StorageLog.Ended(trial.Number));
        }
    }

    /// <summary>Starts a child.</summary>
    internal static StorageChild Start(string location, string owner, string logPath, int trials)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Hms.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "--filter-method", $"{typeof(StorageChild).FullName}.{nameof(Child_RunsTrials)}", "--explicit", "only" }) { start.ArgumentList.Add(argument); }
        start.Environment[Variable] = string.Create(CultureInfo.InvariantCulture, $"{location}|{owner}|{logPath}|{trials}");
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new StorageChild(process, owner, logPath);
    }

    /// <summary>Waits for its end, which is a good one.</summary>
    internal async Task EndAsync(CancellationToken token)
    {
        var output = await _process!.StandardOutput.ReadToEndAsync(token);
        await _process.WaitForExitAsync(token);
        Assert.True(_process.ExitCode == 0, output);
        _process.Dispose();
    }

    /// <summary>Kills it once it has logged some events.</summary>
    internal async Task KillAsync(int events, CancellationToken token)
    {
        while (new FileInfo(LogPath) is not { Exists: true } log || log.Length < events * 10)
        {
            Assert.False(_process!.HasExited, "The child ended before it was killed.");
            await Task.Delay(2, token);
        }
        _process!.Kill();
        await _process.WaitForExitAsync(token);
        _process.Dispose();
    }

    private static Trial Take(IStudyStorage storage, Study study, LeaseTerms terms, ref int next)
    {
        while (true)
        {
            var trials = storage.ReadTrials(study.Id, next);
            foreach (var waiting in trials.Where(x => x.State == TrialState.Waiting))
            {
                if (storage.TryClaimTrial(waiting.Id, ParameterValues.Empty, terms) is { } claimed) { return claimed; }
            }
            next = trials.Count == 0 ? next : trials[^1].Number + 1;
            if (storage.TryStartTrial(study.Id, next, ParameterValues.Empty, terms) is { } begun) { return begun; }
        }
    }
}
