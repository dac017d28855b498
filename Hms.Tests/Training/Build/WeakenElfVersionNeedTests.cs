using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Hms.Tests.Support;

namespace Hms.Tests.Training.Build;

/// <summary>The build step that lets libLibTorchSharp.so load on Debian 12, run by MSBuild on crafted libraries.</summary>
public sealed class WeakenElfVersionNeedTests
{
    private const int Sections = 3;
    private const int SectionSize = 64;
    private const int NeedOffset = 64;
    private const int NeedSize = 16 + 2 * 16;
    private const int StringsOffset = NeedOffset + NeedSize;
    private const ushort Weak = 2;

    [Fact]
    public async Task Build_Libraries_SetsOneBitOnceAndSparesThePackageCache()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The build step runs on Linux only.");
        using var folder = new TempFolder();
        var strong = Library("GLIBCXX_3.4.32", flags: 0);
        var weak = Library("GLIBCXX_3.4.32", Weak);
        var other = Library("GLIBCXX_3.4.30", flags: 0);
        byte[] notElf = [.. Enumerable.Repeat((byte)'x', 200)];
        var cached = Write(folder["cache"], strong);
        var linked = Path.Combine(Directory.CreateDirectory(folder["out"]).FullName, "libLibTorchSharp.so");
        Assert.Equal(0, await Run("ln", [cached, linked]));
        var untouched = new[] { Write(folder["out/weak"], weak), Write(folder["out/other"], other), Write(folder["out/text"], notElf) };
        var written = untouched.Select(File.GetLastWriteTimeUtc).ToArray();

        await Build(folder);

        Assert.Equal(weak, File.ReadAllBytes(linked));
        Assert.Equal(strong, File.ReadAllBytes(cached));
        Assert.Equal([weak, other, notElf], untouched.Select(File.ReadAllBytes));
        Assert.Equal(written, untouched.Select(File.GetLastWriteTimeUtc));
        Assert.Single(Directory.GetFiles(folder["out"]));
    }

    private static async Task Build(TempFolder folder)
    {
        var targets = Path.Combine(Repository.Root, "Hms.Training", "build", "TorchSharpGlibcxx.targets");
        File.WriteAllText(folder["probe.proj"], $"""<Project><PropertyGroup><OutDir>{folder["out"]}/</OutDir></PropertyGroup><Import Project="{targets}" /></Project>""");
        Assert.Equal(0, await Run("dotnet", ["msbuild", folder["probe.proj"], "-t:WeakenTorchSharpGlibcxx", "-nologo", "-nodeReuse:false"]));
    }

    private static async Task<int> Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage($"{program}: {await output} {await error}");
        return process.ExitCode;
    }

    private static string Write(string folder, byte[] bytes)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, "libLibTorchSharp.so");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The least 64-bit ELF file with one needed library and two version needs: GLIBCXX_3.4 and the one given.</summary>
    private static byte[] Library(string version, ushort flags)
    {
        var strings = Encoding.ASCII.GetBytes($"\0libstdc++.so.6\0GLIBCXX_3.4\0{version}\0");
        var sections = StringsOffset + (strings.Length + 7) / 8 * 8;
        var bytes = new byte[sections + Sections * SectionSize];
        var span = bytes.AsSpan();
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(span[0x10..], 3);
        BinaryPrimitives.WriteUInt16LittleEndian(span[0x12..], 62);
        BinaryPrimitives.WriteInt64LittleEndian(span[0x28..], sections);
        BinaryPrimitives.WriteUInt16LittleEndian(span[0x34..], 64);
        BinaryPrimitives.WriteUInt16LittleEndian(span[0x3A..], SectionSize);
        BinaryPrimitives.WriteUInt16LittleEndian(span[0x3C..], Sections);
        WriteNeeds(span[NeedOffset..], flags);
        strings.CopyTo(bytes, StringsOffset);
        WriteSection(span[(sections + SectionSize)..], 0x6ffffffe, NeedOffset, NeedSize, link: 2);
        WriteSection(span[(sections + 2 * SectionSize)..], 3, StringsOffset, strings.Length, link: 0);
        return bytes;
    }

    private static void WriteNeeds(Span<byte> need, ushort flags)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(need, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(need[2..], 2);
        BinaryPrimitives.WriteUInt32LittleEndian(need[4..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(need[8..], 16);
        WriteVersion(need[16..], 0, name: 16, next: 16);
        WriteVersion(need[32..], flags, name: 28, next: 0);
    }

    private static void WriteVersion(Span<byte> version, ushort flags, uint name, uint next)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(version[4..], flags);
        BinaryPrimitives.WriteUInt16LittleEndian(version[6..], 2);
        BinaryPrimitives.WriteUInt32LittleEndian(version[8..], name);
        BinaryPrimitives.WriteUInt32LittleEndian(version[12..], next);
    }

    private static void WriteSection(Span<byte> section, uint type, long offset, long size, uint link)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(section[4..], type);
        BinaryPrimitives.WriteInt64LittleEndian(section[24..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(section[32..], size);
        BinaryPrimitives.WriteUInt32LittleEndian(section[40..], link);
    }
}
