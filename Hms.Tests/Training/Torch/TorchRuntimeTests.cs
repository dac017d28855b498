using Hms.Tests.Support;
using Hms.Training.Torch;

namespace Hms.Tests.Training.Torch;

[Collection(TorchCollection.Name)]
public sealed class TorchRuntimeTests
{
    [Fact]
    public void EnsureLoaded_InATestProgram_Loads()
    {
        TorchRuntime.EnsureLoaded();
        TorchRuntime.EnsureLoaded();
    }

    [Fact]
    public void Explain_MissingSymbolVersion_NamesVersionLibraryAndNextStep()
    {
        // as Debian 12's loader words it
        const string Words = "Unable to load shared library '/app/libLibTorchSharp.so' or one of its dependencies. /lib/x86_64-linux-gnu/libstdc++.so.6: "
            + "version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)";
        var message = TorchRuntime.Explain(Words, "/app");
        Assert.Contains("/lib/x86_64-linux-gnu/libstdc++.so.6 lacks the symbol version GLIBCXX_3.4.32 that libLibTorchSharp.so needs", message);
        Assert.Contains("dotnet build", message);
        Assert.Contains("GCC 13.2", message);
    }

    [Fact]
    public void Explain_MissingLibrary_NamesIt()
    {
        var message = TorchRuntime.Explain("libgomp-24e2ab19.so.1: cannot open shared object file: No such file or directory", "/app");
        Assert.Contains("libgomp-24e2ab19.so.1 is missing", message);
    }

    [Fact]
    public void Explain_NoLibraryAtAll_NamesTheProperty() => Assert.Contains("<HmsNatives>torch</HmsNatives>", TorchRuntime.Explain(null, "/app"));

    [Fact]
    public void Explain_AnythingElse_KeepsTheLoadersWords() => Assert.Contains("wrong ELF class: ELFCLASS32", TorchRuntime.Explain("wrong ELF class: ELFCLASS32", "/app"));
}
