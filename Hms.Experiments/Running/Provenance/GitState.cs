using System.ComponentModel;
using System.Diagnostics;

namespace Hms.Experiments.Running.Provenance;

/// <summary>The commit that the experiments file was run from.</summary>
/// <param name="Commit">Hash of the commit; null where there is none.</param>
/// <param name="IsDirty">Whether tracked files differed from the commit; null where unknown.</param>
/// <param name="Reason">Why there is no commit, as a sentence; null where there is one.</param>
internal sealed record GitState(string? Commit, bool? IsDirty, string? Reason)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks git, where it is installed.</summary>
    /// <param name="file">A file of the work tree.</param>
    public static GitState Of(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (!Directory.Exists(folder)) { return new GitState(null, null, $"{folder} does not exist."); }
        try
        {
            var (code, commit, error) = Ask(folder, "rev-parse", "HEAD");
            if (code != 0) { return new GitState(null, null, error.Split('\n')[0].Trim() is { Length: > 0 } said ? said : $"git ended with {code}."); }
            return new GitState(commit.Trim(), Ask(folder, "diff", "--quiet", "HEAD").Code switch { 0 => false, 1 => true, _ => null }, null);
        }
        catch (Win32Exception) { return new GitState(null, null, "git is not installed."); }
        catch (TimeoutException exception) { return new GitState(null, null, exception.Message); }
    }

    private static (int Code, string Output, string Error) Ask(string folder, params string[] words)
    {
        var start = new ProcessStartInfo("git") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0"; // looks only: writes nothing into the repository
        start.Environment["LC_ALL"] = "C";
        foreach (var word in (string[])["-C", folder, .. words]) { start.ArgumentList.Add(word); }
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            throw new TimeoutException($"git did not answer within {Patience.TotalSeconds} s.");
        }
        return (process.ExitCode, process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd()); // a line or two: no pipe fills up
    }
}
